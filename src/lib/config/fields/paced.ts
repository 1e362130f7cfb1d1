/** Settings of every phase whose pace the runner sets: capacity, soak, spike. */

import type { Field, WordsOf } from "../field.ts";

export const PACED_FIELDS = [
  { key: "vusCapacity", env: "VUS_CAPACITY", kind: "integer", default: "200", min: 1, max: 10_000 },
  { key: "maxRate", env: "MAX_RATE", kind: "number", default: "10000", min: 0.1, max: 100_000 },
  { key: "minGoodput", env: "MIN_GOODPUT", kind: "percent", default: "95%", min: 0, max: 1 },
] as const satisfies readonly Field[];

export const PACED_WORDS: WordsOf<typeof PACED_FIELDS> = {
  vusCapacity: {
    flag: "vus",
    unit: "VUs",
    text: "Number of VUs that share the rate: the most operations that can be under way at once.",
  },
  maxRate: { flag: "max-rate", unit: "operations per second", text: "No phase asks the target for more than this." },
  minGoodput: {
    flag: "min-goodput",
    text: "A rate is too much when less than this share of the operations asked for succeeds.",
  },
};
