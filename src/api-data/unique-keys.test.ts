import { describe, expect, it } from "vitest";
import { compiled, OWN, SETTINGS } from "../../test/recipes/compiled.ts";
import type { Items } from "../lib/data/dataset.ts";
import type { ResourceRecipe } from "../lib/target-data/target-data.ts";
import { loadDataStandard } from "../sandbox/model/data-standard.ts";
import { recipeKey } from "./recipe-key.ts";

const MANY = 1_000_000;
const FEW = 10_000;
const EACH = 1000;

const { items, recipes } = compiled(loadDataStandard(), OWN, { selection: { wants: () => true, countOf: () => EACH } });

function room({ radices }: ResourceRecipe): number {
  return radices.reduce((product, radix) => product * radix, 1);
}

/** Keys of the items that are referred to: the same ones again and again. */
const known = new Map<string, ReturnType<Items["key"]>[]>();
const knownKey: Items["key"] = (endpoint, index) => {
  const keys = known.get(endpoint) ?? [];
  known.set(endpoint, keys);
  keys[index] ??= items.key(endpoint, index);
  return keys[index];
};

/** How many of the first `count` items have a key of their own; servers compare texts without regard to case. */
function distinctKeys(endpoint: string, count: number): number {
  const recipe = recipes.find((each) => each.endpoint === endpoint) as ResourceRecipe;
  const keys = new Set<string>();
  for (let index = 0; index < count; index++)
    keys.add(
      Object.values(recipeKey(SETTINGS, recipe, index, knownKey))
        .join("\n")
        .toLowerCase(),
    );
  return keys.size;
}

describe("keys of recipes", () => {
  // All descriptors are made alike.
  const isFirst = ({ endpoint }: ResourceRecipe) =>
    !endpoint.endsWith("Descriptors") || endpoint === recipes[0]?.endpoint;
  const different = recipes.filter(isFirst);
  const wide = different.filter((recipe) => room(recipe) >= MANY).sort((a, b) => room(a) - room(b));
  const tightest = wide.slice(0, 5).map(({ endpoint }) => endpoint);

  it.each(tightest)(
    "are unique to a million: %s",
    (endpoint) => {
      expect(distinctKeys(endpoint, MANY)).toBe(MANY);
    },
    60_000,
  );

  it("are unique to ten thousand, or to the number of combinations", () => {
    for (const recipe of different) {
      const most = Math.min(room(recipe), FEW);
      expect(distinctKeys(recipe.endpoint, most), recipe.endpoint).toBe(most);
    }
  }, 60_000);

  it("are those of no other dataset", () => {
    const other = compiled(loadDataStandard(), { ...OWN, settings: { ...OWN.settings, datasetId: 2560 } });
    for (const { endpoint, count, groups } of other.recipes) {
      if (groups.length > 0 || endpoint.endsWith("Descriptors")) continue;
      const keys = Array.from({ length: count }, (_, index) => JSON.stringify(items.key(endpoint, index)));
      const others = Array.from({ length: count }, (_, index) => JSON.stringify(other.items.key(endpoint, index)));
      expect(new Set([...keys, ...others]).size, endpoint).toBe(2 * count);
    }
  });
});
