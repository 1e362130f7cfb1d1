import { describe, expect, it } from "vitest";
import { compiled, OWN, SETTINGS } from "../../test/recipes/compiled.ts";
import type { Items } from "../lib/data/dataset.ts";
import type { ResourceRecipe } from "../lib/target-data/target-data.ts";
import { loadDataStandard } from "../sandbox/model/data-standard.ts";
import { recipeKeys } from "./recipe-key.ts";

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

/** 53 bits: texts with different ones differ. A set of so many texts would take several times as long. */
function fingerprint(text: string): number {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 0x9e3779b1);
    low = Math.imul(low ^ code, 0x5f356495);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return (high & 0x1fffff) * 2 ** 32 + (low >>> 0);
}

/** At least so many of the first `count` items have a key of their own; servers compare texts without regard to case. */
function distinctKeys(endpoint: string, count: number): number {
  const recipe = recipes.find((each) => each.endpoint === endpoint) as ResourceRecipe;
  const keyOf = recipeKeys(SETTINGS, recipe, knownKey);
  const prints = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    const key = Object.values(keyOf(index)).join("\n");
    prints[index] = fingerprint(key.toLowerCase());
  }
  prints.sort();
  return prints.reduce((distinct, print, at) => distinct + Number(print !== prints[at - 1]), 0);
}

describe("keys of recipes", () => {
  // All descriptors are made alike.
  const isFirst = ({ endpoint }: ResourceRecipe) =>
    !endpoint.endsWith("Descriptors") || endpoint === recipes[0]?.endpoint;
  const different = recipes.filter(isFirst);
  const wide = different.filter((recipe) => room(recipe) >= MANY).sort((a, b) => room(a) - room(b));
  const tightest = wide.slice(0, 5).map(({ endpoint }) => endpoint);

  it.each(tightest)("are unique to a million: %s", (endpoint) => {
    expect(distinctKeys(endpoint, MANY)).toBe(MANY);
  });

  it("are unique to ten thousand, or to the number of combinations", () => {
    for (const recipe of different) {
      const most = Math.min(room(recipe), FEW);
      expect(distinctKeys(recipe.endpoint, most), recipe.endpoint).toBe(most);
    }
  });

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
