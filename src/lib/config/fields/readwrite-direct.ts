/** Settings of the readwrite phase in a direct `k6 run`. Under the runner, k6 gets a plan file instead. */

import type { Field, WordsOf } from "../field.ts";

export const READWRITE_DIRECT_FIELDS = [
  { key: "vusReadwritePhase", env: "VUS_READWRITE_PHASE", kind: "integer", default: "10", min: 1, max: 10_000 },
  {
    key: "durationReadwritePhase",
    env: "DURATION_READWRITE_PHASE",
    kind: "duration",
    default: "30s",
    min: 1_000,
    max: 604_800_000,
  },
] as const satisfies readonly Field[];

export const READWRITE_DIRECT_WORDS: WordsOf<typeof READWRITE_DIRECT_FIELDS> = {
  vusReadwritePhase: {
    flag: "vus",
    unit: "VUs",
    text: "Number of VUs of the readwrite phase. In the open models, the number of pre-allocated VUs.",
  },
  durationReadwritePhase: {
    flag: "duration",
    text: "Measured duration of the readwrite phase, without the warm-up. --stages overrides it.",
  },
};
