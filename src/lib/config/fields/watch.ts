/** Settings of watching a run; the script never sees them. */

import type { Field, WordsOf } from "../field.ts";

export const WATCH_FIELDS = [
  { key: "stopOn", env: "STOP_ON", kind: "text", default: "failure-rate>25%/30s,p95>30s/60s,target-unhealthy/60s" },
  { key: "dashboard", env: "DASHBOARD", kind: "boolean", default: "false" },
  { key: "recordPeriod", env: "RECORD_PERIOD", kind: "duration", default: "0s", min: 0, max: 600_000 },
  { key: "generatorCpus", env: "GENERATOR_CPUS", kind: "number", default: "0", min: 0, max: 10_000 },
] as const satisfies readonly Field[];

export const WATCH_WORDS: WordsOf<typeof WATCH_FIELDS> = {
  stopOn: { flag: "stop-on", text: "End the run early when one of these holds, separated by commas; none: never." },
  dashboard: { flag: "dashboard", text: "Tell the address of k6's own web dashboard, to be opened beside the run." },
  recordPeriod: {
    flag: "record-period",
    text: "Length of one point of the record. 0s: 1 to 5 s, by how long the run will take; each point costs k6 time.",
  },
  generatorCpus: {
    flag: "generator-cpus",
    unit: "cores",
    text: "Cores that k6 may use, where others need theirs; 0.5: half of one. Above 80 % of them the run is invalid. 0: all there are.",
  },
};
