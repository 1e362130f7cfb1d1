/** The body of an item of the dataset as an adaptation changes it. Pure. */

import type { Body, Items, Vocabulary } from "../lib/data/dataset.ts";
import { adaptBody } from "../lib/target-data/adapt.ts";
import { packAdaptation } from "../lib/target-data/code.ts";
import { sourceOf } from "../lib/target-data/making.ts";
import type { Adaptation } from "../lib/target-data/target-data.ts";

/** @param stream of the resource; any one where chance has no part */
export function adaptedBody(
  { settings, key, body }: Pick<Items, "settings" | "key" | "body">,
  stream: number,
  adaptation: Adaptation,
  index: number,
  vocabulary: Vocabulary,
): Body {
  const whole = body(adaptation.endpoint, index, vocabulary);
  return adaptBody(sourceOf(settings, key), stream, packAdaptation(adaptation), index, whole);
}
