/** Settings of the phases whose pace the runner sets: the common ones, then those of capacity, soak and spike. */

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
    text: "Number of VUs that share the rate. Limits the number of concurrent operations.",
  },
  maxRate: {
    flag: "max-rate",
    unit: "operations per second",
    text: "Maximum rate. A search by users ends where more users might exceed it.",
  },
  minGoodput: {
    flag: "min-goodput",
    text: "A rate is too high if less than this share of the requested operations succeeds.",
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
      "What increases from step to step: the requested rate, or the number of users. Users do one operation after the " +
      "other without a pause.",
  },
  maxUsers: {
    flag: "max-users",
    unit: "VUs",
    text: "Maximum number of users in a search by users. Not set: the number of VUs if that is set, otherwise this default.",
  },
  objective: {
    flag: "objective",
    text:
      "Latency objective, such as p95<500ms. Objectives for single operations of the mix follow after commas: " +
      "p95<500ms,create p95<800ms. Not set: a multiple of the unloaded target's p95, see --times-unloaded.",
  },
  timesUnloaded: {
    flag: "times-unloaded",
    text:
      "Without an objective: a rate is too high if its p95 is more than this many times the p95 of the first step, " +
      "or of a faster step at a lower rate.",
  },
  maxRise: {
    flag: "max-p95-rise",
    text:
      "Maximum increase of p95 compared with the last rate that held. 0%: no such limit, because the p95 of a healthy " +
      "target may also rise when the rate is doubled.",
  },
  maxFailed: { flag: "max-failed", text: "A rate is too high if more than this share of its operations fails." },
  startRate: {
    flag: "start-rate",
    unit: "operations per second",
    text: "Rate of the first step. If it is too high, it is halved up to four times.",
  },
  budget: {
    flag: "budget",
    text:
      "Maximum time from the start of k6 to the result. A slow target needs more time for a confirmed result. Items that " +
      "the search created are deleted afterwards.",
  },
  today: {
    flag: "today",
    text: "Today's rate of the installation, such as 40/s. The result states how many times that rate it can handle.",
  },
  need: {
    flag: "need",
    text:
      "Required capacity: a rate such as 120/s, or the load of a profile within a time, such as prod/4h. The run fails " +
      "if the target does not reach it.",
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
    text: "Rate to hold, such as 40/s. Not set: a share of the capacity that the last run for this target and mix found.",
  },
  soakShare: { flag: "share", text: "Without a rate: this share of the highest rate that held." },
  durationSoak: { flag: "duration", text: "How long the rate is held." },
  soakPart: {
    flag: "part",
    text:
      "After this time, k6 is restarted and the journal is reduced to the items that still exist, so that runs of any " +
      "length need little memory and disk space.",
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
      "Rate before and after the spike, such as 40/s. Not set: a share of the capacity that the last run for this target " +
      "and mix found.",
  },
  spikeShare: { flag: "share", text: "Without a rate: this share of the highest rate that held." },
  spikeTimes: { flag: "times", text: "Rate of the spike, as a multiple of the rate before it." },
  spikeBefore: { flag: "before", text: "How long the rate is held before the spike." },
  durationSpike: { flag: "duration", text: "How long the spike lasts." },
  spikeAfter: { flag: "after", text: "How long the target has to recover at the first rate." },
};
