/** Settings of the phases whose pace the runner sets: those that they share, then capacity, soak and spike. */

import type { Field, WordsOf } from "../field.ts";

export const PACED_FIELDS = [
  { key: "vusCapacity", env: "VUS_CAPACITY", kind: "integer", default: "200", min: 1, max: 10_000 },
  { key: "maxRate", env: "MAX_RATE", kind: "rate", default: "10000", min: 0.1, max: 100_000 },
  { key: "minGoodput", env: "MIN_GOODPUT", kind: "percent", default: "95%", min: 0, max: 1 },
] as const satisfies readonly Field[];

export const PACED_WORDS: WordsOf<typeof PACED_FIELDS> = {
  vusCapacity: {
    flag: "vus",
    unit: "VUs",
    text: "Number of VUs that share the rate: the most operations that can be under way at once.",
  },
  maxRate: {
    flag: "max-rate",
    unit: "operations per second",
    text: "No phase asks the target for more than this. A climb by users ends where more users might exceed it.",
  },
  minGoodput: {
    flag: "min-goodput",
    text: "A rate is too much when less than this share of the operations asked for succeeds.",
  },
};

export const CAPACITY_FIELDS = [
  { key: "capacityBy", env: "CAPACITY_BY", kind: "choice", choices: ["rate", "users"], default: "rate" },
  { key: "maxUsers", env: "MAX_USERS", kind: "integer", default: "64", min: 1, max: 10_000 },
  { key: "objective", env: "OBJECTIVE", kind: "text", default: "" },
  { key: "timesUnloaded", env: "TIMES_UNLOADED", kind: "number", default: "5", min: 1, max: 1000 },
  { key: "maxRise", env: "MAX_P95_RISE", kind: "percent", default: "0%", min: 0, max: 10 },
  { key: "maxFailed", env: "MAX_FAILED", kind: "percent", default: "1%", min: 0, max: 1 },
  { key: "startRate", env: "START_RATE", kind: "rate", default: "10", min: 0.1, max: 100_000 },
  { key: "budget", env: "CAPACITY_BUDGET", kind: "duration", default: "4m", min: 10_000, max: 86_400_000 },
  { key: "today", env: "TODAY", kind: "text", default: "" },
  { key: "need", env: "NEED", kind: "text", default: "" },
] as const satisfies readonly Field[];

export const CAPACITY_WORDS: WordsOf<typeof CAPACITY_FIELDS> = {
  capacityBy: {
    flag: "by",
    text:
      "What rises from step to step: the rate that is asked for, or the number of users, who do one operation after the " +
      "other without a pause.",
  },
  maxUsers: {
    flag: "max-users",
    unit: "VUs",
    text: "Largest number of users in a climb by users. Not set: the number of VUs if that is set, else this default.",
  },
  objective: {
    flag: "objective",
    text:
      "Highest latency that is acceptable, such as p95<500ms; for single operations of the mix add create p95<800ms, " +
      "separated by commas. Not set: a multiple of the p95 of the unloaded target, see --times-unloaded.",
  },
  timesUnloaded: {
    flag: "times-unloaded",
    text:
      "Without an objective: a step is too much when its p95 is more than this many times that of the first step, " +
      "or of a faster one at a lower rate.",
  },
  maxRise: {
    flag: "max-p95-rise",
    text:
      "A step is too much, too, when its p95 is by more than this above that of the last rate that held. 0%: no such " +
      "limit, because p95 of a healthy target may rise by as much when the rate is doubled.",
  },
  maxFailed: { flag: "max-failed", text: "A step is too much when more than this share of its operations fails." },
  startRate: {
    flag: "start-rate",
    unit: "operations per second",
    text: "Rate of the first step. Where it is too much, it is halved up to four times.",
  },
  budget: {
    flag: "budget",
    text:
      "Longest time from the start of k6 to the answer. A slow target needs more for an answer that is confirmed. What " +
      "the search created is deleted after that.",
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

export const SOAK_FIELDS = [
  { key: "soakRate", env: "SOAK_RATE", kind: "text", default: "" },
  { key: "soakShare", env: "SOAK_SHARE", kind: "percent", default: "70%", min: 0.01, max: 1 },
  { key: "durationSoak", env: "DURATION_SOAK", kind: "duration", default: "1h", min: 20_000, max: 2_592_000_000 },
  { key: "soakPart", env: "SOAK_PART", kind: "duration", default: "1h", min: 10_000, max: 86_400_000 },
] as const satisfies readonly Field[];

export const SOAK_WORDS: WordsOf<typeof SOAK_FIELDS> = {
  soakRate: {
    flag: "rate",
    text: "Rate to hold, such as 40/s. Not set: a share of what the last capacity run of the same target and mix found.",
  },
  soakShare: { flag: "share", text: "Without a rate: this share of the highest rate that held." },
  durationSoak: { flag: "duration", text: "How long the rate is held." },
  soakPart: {
    flag: "part",
    text:
      "After this time k6 is started again, and the journal so far is reduced to the items that are still there, so " +
      "that a run of any length needs little memory and disk space.",
  },
};

export const SPIKE_FIELDS = [
  { key: "spikeRate", env: "SPIKE_RATE", kind: "text", default: "" },
  { key: "spikeShare", env: "SPIKE_SHARE", kind: "percent", default: "50%", min: 0.01, max: 1 },
  { key: "spikeTimes", env: "SPIKE_TIMES", kind: "number", default: "3", min: 1.1, max: 1000 },
  { key: "spikeBefore", env: "SPIKE_BEFORE", kind: "duration", default: "30s", min: 10_000, max: 3_600_000 },
  { key: "durationSpike", env: "DURATION_SPIKE", kind: "duration", default: "20s", min: 1000, max: 3_600_000 },
  { key: "spikeAfter", env: "SPIKE_AFTER", kind: "duration", default: "1m", min: 10_000, max: 3_600_000 },
] as const satisfies readonly Field[];

export const SPIKE_WORDS: WordsOf<typeof SPIKE_FIELDS> = {
  spikeRate: {
    flag: "rate",
    text:
      "Rate before and after the spike, such as 40/s. Not set: a share of what the last capacity run of the same target " +
      "and mix found.",
  },
  spikeShare: { flag: "share", text: "Without a rate: this share of the highest rate that held." },
  spikeTimes: { flag: "times", text: "The rate of the spike, as a multiple of the rate before it." },
  spikeBefore: { flag: "before", text: "How long the rate is held before the spike." },
  durationSpike: { flag: "duration", text: "How long the spike lasts." },
  spikeAfter: { flag: "after", text: "How long the target has to recover." },
};
