/** What a client may not create, but finds at the target: a vendor works on the schools of a district. Pure. */

import type { Dataset } from "../../lib/data/dataset.ts";
import { type AllowedOperations, mayDo } from "../../lib/edfi/token-info.ts";
import type { Asking } from "../../lib/plan/asking.ts";
import { itemsByKey } from "../../lib/plan/items-by-key.ts";
import { isShared } from "../../lib/plan/shared-values.ts";
import { tiesFor } from "../../lib/plan/ties.ts";

/** Items looked for of a resource; when all are there, so is the rest. */
const SAMPLE = 20;

/** Endpoints that the client may only read, and that what it may create refers to. */
export function* loadedByOthers(dataset: Dataset, operations: AllowedOperations): Asking<string[]> {
  const wanted = dataset.endpoints.filter((endpoint) => !isShared(endpoint) && dataset.count(endpoint) > 0);
  const creatable = wanted.filter((endpoint) => mayDo(operations, "Create", endpoint));
  const needed = new Set(creatable.flatMap((endpoint) => needsOf(dataset, endpoint)));
  const present: string[] = [];
  for (const endpoint of wanted) {
    if (!needed.has(endpoint) || creatable.includes(endpoint) || !mayDo(operations, "Read", endpoint)) continue;
    const found = yield* itemsByKey(dataset, endpoint, SAMPLE);
    if (found.length === Math.min(SAMPLE, dataset.count(endpoint))) present.push(endpoint);
  }
  return present;
}

function needsOf(dataset: Dataset, endpoint: string): string[] {
  const { required } = dataset.needs(endpoint);
  return [...required, ...tiesFor(endpoint, required).flat()];
}
