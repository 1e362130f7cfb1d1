/** Settings of the capacity phase. */

import type { Field, WordsOf } from "../field.ts";

export const CAPACITY_FIELDS = [
  { key: "objective", env: "OBJECTIVE", kind: "text", default: "" },
  { key: "timesUnloaded", env: "TIMES_UNLOADED", kind: "number", default: "5", min: 1, max: 1000 },
  { key: "maxFailed", env: "MAX_FAILED", kind: "percent", default: "1%", min: 0, max: 1 },
  { key: "startRate", env: "START_RATE", kind: "number", default: "10", min: 0.1, max: 100_000 },
  { key: "budget", env: "CAPACITY_BUDGET", kind: "duration", default: "4m", min: 10_000, max: 86_400_000 },
  { key: "today", env: "TODAY", kind: "text", default: "" },
  { key: "need", env: "NEED", kind: "text", default: "" },
] as const satisfies readonly Field[];

export const CAPACITY_WORDS: WordsOf<typeof CAPACITY_FIELDS> = {
  objective: {
    flag: "objective",
    text:
      "Highest latency that is acceptable, such as p95<500ms; for single operations add create p95<800ms, separated by " +
      "commas. Not set: a multiple of the p95 of the unloaded target, see --times-unloaded.",
  },
  timesUnloaded: {
    flag: "times-unloaded",
    text: "Without an objective: a step is too much when its p95 is more than this many times that of the first step.",
  },
  maxFailed: { flag: "max-failed", text: "A step is too much when more than this share of its operations fails." },
  startRate: { flag: "start-rate", unit: "operations per second", text: "Rate of the first step." },
  budget: {
    flag: "budget",
    text: "Longest time that the search may take. A slow target needs more for an answer that is confirmed.",
  },
  today: {
    flag: "today",
    text: "Rate that the installation has today, such as 40/s; the result says how many times as much it takes.",
  },
  need: {
    flag: "need",
    text:
      "What the installation must take: a rate such as 120/s, or the load of a profile within a time, such as prod/4h. " +
      "The run fails if it does not.",
  },
};
