/** Descriptor values that a target has: generated bodies use them, so that fewer have to be created. */

import { descriptorValues } from "../../api-data/descriptors.ts";
import type { Scalar } from "../../lib/data/dataset.ts";
import type { Asking } from "../../lib/plan/asking.ts";
import { itemsIn } from "../../lib/plan/asking.ts";

const MOST = 50;
/** Codes that a load or a smoke run made: one that is resumed must find the same values as before. */
const OWN = /^([0-9a-z]{3}0[0-9a-z]{3}|Smoke \d+)$/;

/** By endpoint; without those of which the client may not read any. */
export function* targetValues(endpoints: readonly string[]): Asking<ReadonlyMap<string, readonly string[]>> {
  const answers = yield endpoints.map((endpoint) => ({ endpoint, filters: { limit: MOST } }));
  const values = new Map<string, readonly string[]>();
  for (const [at, endpoint] of endpoints.entries()) {
    const answer = answers[at];
    const items = (answer === undefined ? undefined : itemsIn(answer)) ?? [];
    const others = items.filter(({ codeValue }) => !OWN.test(String(codeValue)));
    if (others.length > 0) values.set(endpoint, descriptorValues(others as Record<string, Scalar>[]).sort());
  }
  return values;
}
