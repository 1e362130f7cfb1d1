/** The natural keys of the items of a recipe, as query filters. Pure. */

import type { DatasetSettings, Items } from "../lib/data/dataset.ts";
import { packKey } from "../lib/target-data/code.ts";
import { Making, sourceOf } from "../lib/target-data/making.ts";
import { flatten } from "../lib/target-data/paths.ts";
import type { ResourceRecipe } from "../lib/target-data/target-data.ts";

/** Chance has no part in a key: any stream will do. */
const STREAM = 0;

/**
 * @param key of the items that are referred to
 * @returns the key of an item by its number
 */
export function recipeKeys(
  settings: DatasetSettings,
  recipe: ResourceRecipe,
  key: Items["key"],
): (index: number) => ReturnType<Items["key"]> {
  const packed = packKey(recipe);
  const source = sourceOf(settings, key);
  return (index) => flatten(new Making(source, STREAM, index).whole(packed), packed.key);
}
