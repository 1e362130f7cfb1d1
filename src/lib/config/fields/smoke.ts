/** Settings of the smoke phase. */

import type { Field, WordsOf } from "../field.ts";

export const SMOKE_FIELDS = [
  { key: "vusSmokePhase", env: "VUS_SMOKE_PHASE", kind: "integer", default: "1", min: 1, max: 1_000 },
  { key: "smokeMaxP95", env: "SMOKE_MAX_P95", kind: "duration", default: "2s", min: 1, max: 600_000 },
] as const satisfies readonly Field[];

export const SMOKE_WORDS: WordsOf<typeof SMOKE_FIELDS> = {
  vusSmokePhase: {
    flag: "vus",
    unit: "VUs",
    text: "Number of VUs of the smoke phase. Each uses its own schools and students.",
  },
  smokeMaxP95: {
    flag: "max-p95",
    text: "The smoke phase fails if the 95th percentile of the response time exceeds this.",
  },
};
