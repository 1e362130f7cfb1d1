import { expect, it } from "vitest";
import { createDataset } from "../../lib/data/create-dataset.ts";
import { writeTargetData } from "../../lib/target-data/lines.ts";
import type { ResourceRecipe } from "../../lib/target-data/target-data.ts";
import { datasetOf } from "../target-data/target-dataset.ts";
import type { MixOperation } from "./mix.ts";
import { refusalOf } from "./possible.ts";

const RECIPE: ResourceRecipe = {
  endpoint: "tpdm/candidates",
  count: 3,
  identity: 1,
  radices: [3],
  groups: [],
  members: [["code", { is: "text", digit: 0, min: 1, max: 60 }]],
  key: [["code", "code"]],
  needs: { required: [], optional: [] },
};
const NAMED: ResourceRecipe = { ...RECIPE, endpoint: "tpdm/named", changeable: { property: "name", kind: "text" } };
const own = { schools: 1, students: 4, staff: 2, coursesPerSchool: 1, sectionsPerCourse: 1, schoolYear: 2026 };
const dataset = datasetOf(
  createDataset({ seed: 1, datasetId: 1, ...own }),
  writeTargetData({
    recipes: [RECIPE, NAMED, { ...RECIPE, endpoint: "bellSchedules" }],
    adaptations: [
      { endpoint: "courses", steps: [], key: [["identificationCode", "identificationCode"]] },
      { endpoint: "students", steps: [{ do: "remove", path: ["middleName"] }] },
      { endpoint: "staffs", steps: [], keyLimits: { staffUniqueId: 15 } },
      { endpoint: "contacts", steps: [], keyLimits: { contactUniqueId: 16 } },
      { endpoint: "cohorts", steps: [], keyLimits: { cohortIdentifier: 10 } },
      { endpoint: "locations", steps: [], keyLimits: { classroomIdentificationCode: 11 } },
      { endpoint: "sections", steps: [], key: [["sectionIdentifier", "sectionIdentifier"]], isKeyShortened: true },
    ],
  }),
);
const data = { dataset, idCount: () => 1, isHidden: () => false, isLeftOut: () => false, knowsIndexes: true };

it.each<[MixOperation["kind"], string, string | undefined]>([
  ["get", "tpdm/candidates", undefined],
  ["page", "tpdm/candidates", undefined],
  ["update", "tpdm/named", undefined],
  ["update", "tpdm/candidates", "it has no property to change"],
  ["create", "tpdm/candidates", "no new items can be created"],
  ["delete", "tpdm/candidates", "no new items can be created"],
  ["create", "bellSchedules", "no new items can be created"],
  ["update", "students", "it has no property to change"],
  ["create", "students", undefined],
  ["create", "sections", undefined],
  ["create", "staffs", "its key on this target is too short for the names of new items"],
  ["create", "staffSectionAssociations", "its key on this target is too short for the names of new items"],
  ["create", "contacts", undefined],
  ["create", "cohorts", "its key on this target is too short for the names of new items"],
  ["create", "locations", undefined],
  ["create", "courses", "its key is different on this target, so no new items can be created"],
])("%s of %s", (kind, resource, reason) => {
  expect(refusalOf(data, { kind, weight: 1 }, resource)?.reason).toBe(reason);
});

it("queries by the fields of the key that the target has", () => {
  const query = (by: string, resource: string) => refusalOf(data, { kind: "query", weight: 1, by }, resource)?.reason;
  expect(query("key", "tpdm/candidates")).toBeUndefined();
  expect(query("code", "tpdm/candidates")).toBeUndefined();
  expect(query("courseCode", "courses")).toBe("its key has no field courseCode");
});
