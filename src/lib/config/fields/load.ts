/** Settings of the load phase. */

import type { Field, WordsOf } from "../field.ts";

export const LOAD_FIELDS = [
  { key: "vusLoadPhase", env: "VUS_LOAD_PHASE", kind: "integer", default: "10", min: 1, max: 10_000 },
  {
    key: "durationLoadPhase",
    env: "DURATION_LOAD_PHASE",
    kind: "duration",
    default: "24h",
    min: 1_000,
    max: 604_800_000,
  },
  { key: "arrivalRate", env: "ARRIVAL_RATE", kind: "rate", default: "0", min: 0, max: 100_000 },
  { key: "loadMaxP95", env: "LOAD_MAX_P95", kind: "duration", default: "5s", min: 1, max: 600_000 },
] as const satisfies readonly Field[];

export const LOAD_WORDS: WordsOf<typeof LOAD_FIELDS> = {
  vusLoadPhase: { flag: "vus", unit: "VUs", text: "Number of VUs of the load phase." },
  durationLoadPhase: {
    flag: "duration",
    text: "Maximum duration of the load phase. It ends as soon as everything is loaded.",
  },
  arrivalRate: {
    flag: "arrival-rate",
    unit: "items per second",
    text: "Items to start per second, regardless of response times (open model). 0: as fast as the VUs allow.",
  },
  loadMaxP95: { flag: "max-p95", text: "The load fails if the 95th percentile of the response time exceeds this." },
};
