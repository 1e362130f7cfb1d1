/** Settings of the readwrite phase that a direct `k6 run` reads; under the runner k6 gets all of them as a file. */

import type { Field } from "../field.ts";

export const READWRITE_DIRECT_FIELDS = [
  {
    key: "vusReadwritePhase",
    env: "VUS_READWRITE_PHASE",
    flag: "vus",
    kind: "integer",
    default: "10",
    min: 1,
    max: 10_000,
    unit: "VUs",
    text: "Virtual users of the readwrite phase; in the open models those that are ready at the start.",
  },
  {
    key: "durationReadwritePhase",
    env: "DURATION_READWRITE_PHASE",
    flag: "duration",
    kind: "duration",
    default: "30s",
    min: 1_000,
    max: 604_800_000,
    text: "How long the readwrite phase is measured; warm-up comes before, stages replace it.",
  },
] as const satisfies readonly Field[];
