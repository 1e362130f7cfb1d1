/** The natural key of an item of a recipe, as query filters. Pure. */

import type { DatasetSettings, Items } from "../lib/data/dataset.ts";
import { packKey } from "../lib/target-data/code.ts";
import { Making, sourceOf } from "../lib/target-data/making.ts";
import { flatten } from "../lib/target-data/paths.ts";
import type { ResourceRecipe } from "../lib/target-data/target-data.ts";

/** Chance has no part in a key: any stream will do. */
const STREAM = 0;

/** @param key of the items that are referred to */
export function recipeKey(
  settings: DatasetSettings,
  recipe: ResourceRecipe,
  index: number,
  key: Items["key"],
): ReturnType<Items["key"]> {
  const packed = packKey(recipe);
  return flatten(new Making(sourceOf(settings, key), STREAM, index).whole(packed), packed.key);
}
