/**
 * What the target's OpenAPI documents add to the dataset. A separate bundle, which scenarios load only if there is
 * something to add: see `dataset.ts`.
 */

import type { Bodies } from "../lib/data/dataset.ts";
import { Parts } from "../lib/target-data/parts.ts";
import { bodiesForTarget } from "../lib/target-data/with-target-data.ts";
import { openTargetLines } from "./target-lines.ts";

/** Called in the init context. */
export function openTargetData(file: string): (base: Bodies) => Bodies {
  const lines = openTargetLines(file);
  return (base) => bodiesForTarget(base, lines, new Parts(lines));
}
