import { expect, it } from "vitest";
import { createDataset } from "../../lib/data/create-dataset.ts";
import { smokeDatasetSettings } from "../../lib/plan/smoke-selection.ts";
import { itemsToTry } from "./items-to-try.ts";
import { pathsOf } from "./refused-paths.ts";

const dataset = createDataset({ ...smokeDatasetSettings(1, 1, 2026), students: 30 });
const everything = { canUse: () => true };

it("takes the items that show every property, and what they refer to", () => {
  const items = itemsToTry(dataset, ["studentSchoolAssociations"], everything);
  const pathsIn = (indexes: readonly number[]): Set<string> =>
    new Set(
      indexes.flatMap((index) => pathsOf(dataset.body("studentSchoolAssociations", index, everything)).map(String)),
    );
  const taken = items.get("studentSchoolAssociations") ?? [];
  expect(pathsIn(taken)).toEqual(pathsIn([...Array(dataset.count("studentSchoolAssociations")).keys()]));
  const { studentReference } = dataset.body("studentSchoolAssociations", taken[0] ?? 0, everything);
  const students = (items.get("students") ?? []).map((index) => dataset.key("students", index));
  expect(students).toContainEqual(studentReference);
  expect([...items.keys()]).toEqual(expect.arrayContaining(["schools", "calendars", "gradeLevelDescriptors"]));
  expect([...items.keys()]).not.toContain("staffs");
});

it("takes few items", () => {
  const items = itemsToTry(dataset, dataset.endpoints, everything);
  const sum = [...items]
    .filter(([endpoint]) => !endpoint.endsWith("Descriptors"))
    .reduce((total, [, { length }]) => total + length, 0);
  expect(sum).toBeLessThan(250);
});
