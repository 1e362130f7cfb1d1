import { expect, it } from "vitest";
import { OWN } from "../../test/recipes/compiled.ts";
import { modelOf, shorten } from "../../test/recipes/other-standard.ts";
import { makeRecipes } from "../lib/mix/make-recipes.ts";
import { NAMED } from "../lib/mix/new-entity.ts";
import { makeRoot, type Recipe } from "../lib/mix/recipe.ts";
import { datasetForTarget } from "../lib/target-data/dataset.ts";
import { readTargetLines, writeTargetData } from "../lib/target-data/lines.ts";
import { compileAdaptations } from "./adapt.ts";

const FIRST = 10 ** 9 + 1;
const LAST = 2 ** 52 - 1;

/** New items of a resource whose name in the key is as long as the target allows. */
it.each([
  ["courses", 30],
  ["courses", 18],
  ["classPeriods", 12],
  ["classPeriods", 11],
  ["disciplineIncidents", 11],
])("new %s have keys of at most %i characters, no two the same", (endpoint, most) => {
  const member = NAMED[endpoint] as string;
  const model = modelOf((specs) => shorten(specs, member, most));
  const { adaptations } = compileAdaptations({ model, dataset: OWN });
  const dataset = datasetForTarget(OWN, readTargetLines(writeTargetData({ recipes: [], adaptations }).split("\n")));
  const mix = { cells: [{ kind: "create", resource: endpoint }] } as unknown as Parameters<
    typeof makeRecipes
  >[1]["mix"];
  const { recipes, templates } = makeRecipes(dataset, { mix, items: { [endpoint]: [[0, "id"]] }, usable: [] });
  const serials = [FIRST, FIRST + 1, LAST - 1, LAST];
  const names = serials.map((serial) => {
    const { key, body } = makeRoot(templates[0] as string, recipes[endpoint] as Recipe, serial);
    expect(JSON.parse(key)).toEqual(dataset.keyOf(endpoint, JSON.parse(body)));
    return String(JSON.parse(body)[member]);
  });
  expect(Math.max(...names.map(({ length }) => length))).toBeLessThanOrEqual(most);
  expect(new Set(names).size).toBe(serials.length);
});
