import { expect, it } from "vitest";
import { k6 } from "../../../test/k6-shim/process.ts";
import { startVu, useFakeK6 } from "../../../test/k6-shim/vu.ts";
import { writeTargetData } from "../../lib/target-data/lines.ts";
import type { ResourceRecipe } from "../../lib/target-data/target-data.ts";

useFakeK6();

const SIZES = { schools: 1, students: 2, staff: 2, coursesPerSchool: 1, sectionsPerCourse: 1 };
const SETTINGS = { ...SIZES, seed: 1, datasetId: 1, schoolYear: 2026 };
const CANDIDATES: ResourceRecipe = {
  endpoint: "tpdm/candidates",
  count: 3,
  identity: 1,
  radices: [3],
  groups: [],
  members: [["candidateIdentifier", { is: "text", digit: 0, min: 1, max: 32 }]],
  key: [["candidateIdentifier", "candidateIdentifier"]],
  needs: { required: [], optional: [] },
};

async function datasetIn(environment: Readonly<Record<string, string>>) {
  return (await startVu(() => import("./dataset.ts"), environment)).openDataset(SETTINGS);
}

it("has what the named file adds, each time alike", async () => {
  k6.files.set("/run/target-data.txt", writeTargetData({ recipes: [CANDIDATES], adaptations: [] }));
  for (const _vu of [1, 2]) {
    const dataset = await datasetIn({ MODEL: "/run/target-data.txt" });
    expect(dataset.count("tpdm/candidates")).toBe(3);
    expect(dataset.body("tpdm/candidates", 2, { canUse: () => true })).toEqual({ candidateIdentifier: "0012" });
    k6.files.clear();
  }
});

it("is the hand-written dataset without a file", async () => {
  const dataset = await datasetIn({});
  expect(dataset.endpoints).not.toContain("tpdm/candidates");
  expect(dataset.part).toBeUndefined();
});
