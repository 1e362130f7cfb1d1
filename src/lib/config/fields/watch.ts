/** Settings for monitoring a run. Used by the runner only. */

import type { Field, WordsOf } from "../field.ts";

export const WATCH_FIELDS = [
  { key: "stopOn", env: "STOP_ON", kind: "text", default: "failure-rate>25%/30s,p95>30s/60s,target-unhealthy/60s" },
  { key: "maxRepeats", env: "MAX_REPEATS", kind: "percent", default: "5%", min: 0, max: 1 },
  { key: "dashboard", env: "DASHBOARD", kind: "boolean", default: "false" },
  { key: "maxVuDelay", env: "MAX_VU_DELAY", kind: "duration", default: "20ms", min: 1, max: 600_000 },
  { key: "generatorCpus", env: "GENERATOR_CPUS", kind: "number", default: "0", min: 0, max: 10_000 },
] as const satisfies readonly Field[];

export const WATCH_WORDS: WordsOf<typeof WATCH_FIELDS> = {
  stopOn: {
    flag: "stop-on",
    text: "Stop rules, separated by commas. The run ends early if one of them applies. none: no rules.",
  },
  maxRepeats: {
    flag: "max-repeats",
    text:
      "A readwrite run fails if more than this share of its requests were repeats. All runs warn above 1 %. Repeats that " +
      "the target asked for (429 with Retry-After, 401 for an expired token) are not counted.",
  },
  dashboard: {
    flag: "dashboard",
    text:
      "Start the k6 web dashboard and print its URL. The dashboard keeps every value of every metric, so the memory of " +
      "k6 grows with each request.",
  },
  maxVuDelay: {
    flag: "max-vu-delay",
    text:
      "The run is invalid if k6 runs its VUs with more delay than this for 10 s (99th percentile), because the machine " +
      "is then too busy to measure latencies.",
  },
  generatorCpus: {
    flag: "generator-cpus",
    unit: "cores",
    text:
      "CPU cores that k6 may use, such as 2 or 0.5. The run is invalid if k6 uses more than 80 % of them. " +
      "0: all available cores.",
  },
};
