import { expect, it } from "vitest";
import { compiled, NOTHING, OWN } from "../../test/recipes/compiled.ts";
import {
  keyedBySequence,
  modelOf,
  otherStandard,
  parentsForContacts,
  type Specs,
  specsOf,
} from "../../test/recipes/other-standard.ts";
import { schemaProblems } from "../../test/recipes/schema-problems.ts";
import { datasetForTarget } from "../lib/target-data/dataset.ts";
import { readTargetLines, writeTargetData } from "../lib/target-data/lines.ts";
import { compileAdaptations } from "./adapt.ts";

/** Rules that no document of Ed-Fi has: on bodies that recipes make, and on those of the dataset. */
function strictRules({ schema }: Specs): void {
  const rule = (name: string, property: string, rules: object): void => {
    const { properties } = schema(`EdFi_${name}`);
    expect(properties[property], property).toBeDefined();
    properties[property] = { ...properties[property], ...rules };
  };
  rule("Intervention", "interventionIdentificationCode", { pattern: "^IV-[A-Z]{3}\\d{2}$", maxLength: 8 });
  rule("Intervention_Reference", "interventionIdentificationCode", { pattern: "^IV-[A-Z]{3}\\d{2}$", maxLength: 8 });
  rule("Intervention", "minDosage", { multipleOf: 5, minimum: 7 });
  rule("Intervention", "populationServeds", { minItems: 2, maxItems: 2 });
  rule("Survey", "surveyTitle", { enum: ["Climate", "Exit"] });
  rule("StudentGradebookEntry", "pointsEarned", { multipleOf: 0.25 });
  rule("LocalActual", "amount", { multipleOf: 0.5 });
  rule("Student", "firstName", { pattern: "^[A-Z]{1,3}$" });
  rule("Student", "birthCity", { pattern: "^(?=x)y" });
  rule("Session", "totalInstructionalDays", { multipleOf: 7 });
  rule("School", "gradeLevels", { maxItems: 1 });
}

it.each([
  ["Data Standard 5.2", () => {}],
  ["grading periods with a sequence", keyedBySequence],
  ["much that differs at once", otherStandard],
  ["parents for contacts", parentsForContacts],
  ["patterns, values, multiples and sizes of lists", strictRules],
])("bodies are valid against the schemas of the target: %s", (_name, change) => {
  const specs = specsOf(change);
  const model = modelOf(change);
  const { adaptations, leftOut } = compileAdaptations({ model, dataset: OWN });
  const text = writeTargetData({ recipes: [], adaptations });
  const dataset = datasetForTarget(OWN, readTargetLines(text.split("\n")));
  expect(leftOut).toEqual([]);
  const { items, leftOut: unmade } = compiled(model, dataset);
  expect(unmade).toEqual([]);
  expect(items.endpoints.length).toBeGreaterThan(250);
  // Documents of DMS know less of a school year than DMS itself.
  const endpoints = items.endpoints.filter((endpoint) => endpoint !== "schoolYearTypes");
  expect(schemaProblems([specs.resources, specs.descriptors], { ...items, endpoints })).toEqual([]);
});

it("so are those that recipes make of the whole standard, from nothing", () => {
  const specs = specsOf(strictRules);
  const { items, leftOut } = compiled(modelOf(strictRules), NOTHING, {
    selection: { wants: () => true, countOf: () => 30 },
  });
  expect(leftOut).toEqual([]);
  expect(schemaProblems([specs.resources, specs.descriptors], items)).toEqual([]);
});
