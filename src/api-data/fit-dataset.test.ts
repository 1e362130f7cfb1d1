import { describe, expect, it } from "vitest";
import { OWN, orderIn, refusals } from "../../test/recipes/compiled.ts";
import { learnersForStudents, modelOf, require, type Specs, servedModel } from "../../test/recipes/other-standard.ts";
import { datasetForTarget } from "../lib/target-data/dataset.ts";
import { readTargetLines, writeTargetData } from "../lib/target-data/lines.ts";
import { fitDataset } from "./fit-dataset.ts";
import { ALL, CORE, type Selection } from "./selection.ts";

function fitted(change: (specs: Specs) => void, selection: Selection) {
  const model = modelOf(change);
  const result = fitDataset({ model, dataset: OWN, selection, orderOf: orderIn(model), namespace: "" });
  const items = datasetForTarget(OWN, readTargetLines(writeTargetData(result).split("\n")));
  const gone = result.leftOut.map(({ endpoint }) => endpoint);
  const endpoints = items.endpoints.filter((endpoint) => !gone.includes(endpoint));
  // The dataset alone has not all that items may refer to.
  const vocabulary = { canUse: (endpoint: string) => selection === ALL || endpoints.includes(endpoint) };
  const refused = refusals(servedModel(model), { ...result, items: { ...items, endpoints } }, vocabulary);
  return { ...result, endpoints, refused };
}

const POSITIONS = { $ref: "#/components/schemas/EdFi_OpenStaffPosition_Reference" };

describe("what cannot be adapted is made anew", () => {
  it.each<[string, (specs: Specs) => void, number]>([
    ["where a resource has a name that nothing tells", learnersForStudents, 19],
    [
      "where a reference to it has, too",
      (specs) => {
        learnersForStudents(specs);
        const text = JSON.stringify(specs.resources).replaceAll("studentReference", "learnerReference");
        Object.assign(specs.resources, JSON.parse(text));
      },
      19,
    ],
    [
      "where it must refer to what the dataset does not have",
      (specs) => require(specs, "EdFi_ClassPeriod", "openStaffPositionReference", POSITIONS),
      2,
    ],
    [
      "where organizations are others",
      (specs) => require(specs, "EdFi_School", "openStaffPositionReference", POSITIONS),
      31,
    ],
  ])("%s", (_case, change, count) => {
    const { anew, leftOut, refused, endpoints, changes } = fitted(change, ALL);
    expect(refused).toEqual([]);
    expect(leftOut.filter(({ reason }) => reason !== "the target does not have it")).toEqual([]);
    expect(anew).toHaveLength(count);
    expect(new Set(endpoints).size).toBe(endpoints.length);
    expect(changes.filter(({ text }) => text.startsWith("generated from the target's documents: "))).toHaveLength(
      count,
    );
  });

  it("with the dataset alone, and what that needs", () => {
    const { recipes, anew, refused } = fitted(learnersForStudents, CORE);
    expect(refused).toEqual([]);
    expect(recipes.map(({ endpoint }) => endpoint)).toEqual(expect.arrayContaining(["learners", ...anew]));
    expect(recipes.find(({ endpoint }) => endpoint === "studentSchoolAssociations")?.count).toBe(
      OWN.count("studentSchoolAssociations"),
    );
  });

  it("or left out", () => {
    const { leftOut } = fitted((specs) => {
      const { schemas } = specs.resources.components;
      schemas.EdFi_Mood_Reference = { properties: { moodId: { type: "integer" } }, required: ["moodId"] };
      require(specs, "EdFi_BellSchedule", "moodReference", { $ref: "#/components/schemas/EdFi_Mood_Reference" });
    }, ALL);
    const reason = "it requires moodReference, which the dataset does not have";
    expect(leftOut).toEqual([{ endpoint: "bellSchedules", reason }]);
  });
});
