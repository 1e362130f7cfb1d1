/** Finds items of the dataset at a target by their natural keys, if there is no list of them from a load. */

import type { KnownItem } from "../contracts/readwrite-plan.ts";
import type { Items } from "../data/dataset.ts";
import { type Asking, firstId } from "./asking.ts";

/** Queries sent at the same time. A target without any of the first items does not have this dataset. */
const BATCH = 20;

/** Of the first `most` items of an endpoint those that are there, by index. */
export function* itemsByKey(dataset: Items, endpoint: string, most: number): Asking<KnownItem[]> {
  const found: KnownItem[] = [];
  const end = Math.min(most, dataset.count(endpoint));
  for (let first = 0; first < end && (first === 0 || found.length > 0); first += BATCH) {
    const indexes = Array.from({ length: Math.min(BATCH, end - first) }, (_, at) => first + at);
    const answers = yield indexes.map((index) => ({ endpoint, filters: dataset.key(endpoint, index) }));
    for (const [at, answer] of answers.entries()) {
      const id = firstId(answer);
      if (id !== undefined) found.push([first + at, id]);
    }
  }
  return found;
}
