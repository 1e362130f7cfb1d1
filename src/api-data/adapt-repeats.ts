/** Lists whose elements are the same after the steps: servers take none such. Pure. */

import type { Property } from "../api-model/types.ts";
import { type Dataset, EVERYTHING } from "../lib/data/dataset.ts";
import type { Draft } from "./adapt-draft.ts";
import { spread } from "./adapt-samples.ts";
import { adaptedBody } from "./adapted-body.ts";

const MOST_SAMPLES = 50;

/** Takes away the members of the root in which that happens, where the target allows it. */
export function withoutRepeats(
  endpoint: string,
  properties: readonly Property[],
  draft: Draft,
  dataset: Dataset,
): void {
  const found = new Set<string>();
  const adaptation = { endpoint, steps: draft.steps };
  for (const index of spread(dataset.count(endpoint), MOST_SAMPLES)) {
    const body = adaptedBody(dataset, 0, adaptation, index, EVERYTHING);
    for (const [name, value] of Object.entries(body)) if (hasRepeats(value)) found.add(name);
  }
  for (const { name, required } of properties)
    if (found.has(name) && !required) draft.remove([name], "some of its elements would be the same");
}

function hasRepeats(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value) && new Set(value.map((each) => JSON.stringify(each))).size < value.length) return true;
  return Object.values(value).some(hasRepeats);
}
