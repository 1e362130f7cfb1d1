/** Recipes for the benchmark of bodies: what resources of TPDM and of state extensions look like. */

import { epochDay } from "../../src/lib/data/calendar.ts";
import type { Member, ResourceRecipe, TargetData, ValueRecipe } from "../../src/lib/target-data/target-data.ts";

const COUNT = 5000;
const SCHOOLS = 130;

const text = (max: number): ValueRecipe => ({ is: "text", min: 1, max });
const descriptor = (name: string, count: number): ValueRecipe => ({
  is: "one-of",
  values: Array.from({ length: count }, (_, at) => `uri://ed-fi.org/${name}Descriptor#Value ${at}`),
});
const reference = (group: number, at: number, ...names: readonly string[]): ValueRecipe => ({
  is: "reference",
  group,
  at,
  fields: names.map((name) => [name, name] as const),
});
const date: ValueRecipe = { is: "date", first: epochDay(2025, 8, 11), days: 280 };

const common = { count: COUNT, needs: { required: [], optional: ["students"] } };

/** A person with a few lists. */
const candidates: ResourceRecipe = {
  ...common,
  endpoint: "tpdm/candidates",
  identity: 1,
  radices: [COUNT],
  groups: [],
  key: [["candidateIdentifier", "candidateIdentifier"]],
  members: [
    ["candidateIdentifier", { is: "text", digit: 0, min: 1, max: 32 }],
    ["birthDate", { is: "date", first: 0, days: 9000 }],
    ["firstName", text(75)],
    ["lastSurname", text(75)],
    ["sexDescriptor", descriptor("Sex", 4)],
    ["economicDisadvantaged", { is: "flag" }],
    [
      "electronicMails",
      list(
        2,
        ["electronicMailAddress", text(128)],
        ["electronicMailTypeDescriptor", descriptor("ElectronicMailType", 3)],
      ),
    ],
    ["races", list(1, ["raceDescriptor", descriptor("Race", 6)])],
  ],
};

/** A row for each school: its number, and those of what belongs to it. */
const rows = Array.from({ length: SCHOOLS }, (_, school) => [school, 2 * school]);

/** Three references, of which two agree on a school and one is to another recipe's item. */
const experiences: ResourceRecipe = {
  ...common,
  endpoint: "tpdm/fieldworkExperiences",
  identity: 3,
  radices: [50, SCHOOLS],
  groups: [
    { endpoints: ["students"], size: 70_000 },
    { endpoints: ["schools", "sessions"], rows, size: SCHOOLS, digit: 1 },
    { endpoints: ["tpdm/candidates"], size: COUNT },
  ],
  key: [
    ["fieldworkIdentifier", "fieldworkIdentifier"],
    ["schoolId", "schoolReference.schoolId"],
    ["candidateIdentifier", "candidateReference.candidateIdentifier"],
  ],
  members: [
    ["fieldworkIdentifier", { is: "text", digit: 0, min: 1, max: 60 }],
    ["schoolReference", reference(1, 0, "schoolId")],
    ["candidateReference", reference(2, 0, "candidateIdentifier")],
    ["sessionReference", reference(1, 1, "schoolId", "schoolYear", "sessionName")],
    ["studentReference", reference(0, 0, "studentUniqueId")],
    ["schoolYear", { is: "same", path: "sessionReference.schoolYear" }],
    ["beginDate", date],
    ["hoursCompleted", { is: "number", min: 0, max: 9900, step: 1, unit: 100 }],
    ["fieldworkTypeDescriptor", descriptor("FieldworkType", 5)],
  ],
};

/** Few members of one kind each. */
const results: ResourceRecipe = {
  ...common,
  endpoint: "tpdm/rubricDimensions",
  identity: 3,
  radices: [20, 250],
  groups: [],
  key: ["evaluationTitle", "rubricRating", "evaluationDate"].map((name) => [name, name] as const),
  members: [
    ["evaluationTitle", { is: "text", digit: 1, min: 1, max: 50 }],
    ["rubricRating", { is: "integer", digit: 0, min: 1, max: 2_000_000_000 }],
    ["evaluationDate", { is: "date-time", first: epochDay(2025, 8, 11), days: 200 }],
    ["criterionDescription", text(1024)],
    ["dimensionOrder", { is: "integer", min: 1, max: 20 }],
    ["startTime", { is: "time" }],
    [
      "rating",
      {
        is: "object",
        members: [
          ["score", { is: "integer", min: 0, max: 100 }],
          ["comment", text(255)],
        ],
      },
    ],
  ],
};

const roleDescriptors: ResourceRecipe = {
  ...common,
  endpoint: "tpdm/roleDescriptors",
  identity: 2,
  radices: [COUNT],
  groups: [],
  key: [
    ["namespace", "namespace"],
    ["codeValue", "codeValue"],
  ],
  members: [
    ["namespace", { is: "one-of", values: ["uri://ed-fi.org/RoleDescriptor"] }],
    ["codeValue", { is: "text", digit: 0, min: 1, max: 50 }],
    ["shortDescription", text(75)],
  ],
};

export const TARGET_DATA: TargetData = {
  recipes: [roleDescriptors, candidates, experiences, results],
  adaptations: [],
};

function list(count: number, ...members: readonly Member[]): ValueRecipe {
  return { is: "list", count, members };
}
