/** Settings of the readwrite phase, and of the command that creates mixes. */

import type { Field, Words, WordsOf } from "../field.ts";
import { READWRITE_DIRECT_FIELDS, READWRITE_DIRECT_WORDS } from "./readwrite-direct.ts";

const MODELS = [
  "closed",
  "open",
  "constant-vus",
  "ramping-vus",
  "constant-arrival-rate",
  "ramping-arrival-rate",
] as const;

export const READWRITE_FIELDS = [
  ...READWRITE_DIRECT_FIELDS,
  { key: "model", env: "MODEL", kind: "choice", choices: MODELS, default: "constant-vus" },
  { key: "rate", env: "RW_RATE", kind: "rate", default: "10", min: 0.1, max: 100_000 },
  { key: "stages", env: "STAGES", kind: "text", default: "" },
  { key: "maxVus", env: "MAX_VUS", kind: "integer", default: "0", min: 0, max: 100_000 },
  { key: "thinkTime", env: "THINK_TIME", kind: "duration", default: "0s", min: 0, max: 3_600_000 },
  { key: "baseline", env: "BASELINE", kind: "duration", default: "3s", min: 0, max: 600_000 },
  { key: "warmUp", env: "WARM_UP", kind: "duration", default: "0s", min: 0, max: 86_400_000 },
  { key: "mix", env: "MIX", kind: "file", default: "default" },
  { key: "mixShares", env: "MIX_SHARES", kind: "text", default: "" },
  { key: "ifMatch", env: "IF_MATCH", kind: "boolean", default: "false" },
  { key: "correlationHeader", env: "CORRELATION_HEADER", kind: "text", default: "" },
  ...limits("Get", "GET"),
  ...limits("Post", "POST"),
  ...limits("Put", "PUT"),
  ...limits("Delete", "DELETE"),
  { key: "minSamples", env: "MIN_SAMPLES", kind: "integer", default: "10", min: 0, max: 1_000_000 },
  { key: "dataFile", env: "LOAD_DATA", kind: "path", default: "" },
  { key: "discover", env: "DISCOVER", kind: "boolean", default: "false" },
  { key: "keep", env: "KEEP", kind: "boolean", default: "false" },
] as const satisfies readonly Field[];

export const READWRITE_WORDS: WordsOf<typeof READWRITE_FIELDS> = {
  ...READWRITE_DIRECT_WORDS,
  model: {
    flag: "model",
    text:
      "Load model: closed (VUs wait for responses) or open (operations start at a fixed rate, regardless " +
      "of response times).",
  },
  rate: {
    flag: "rate",
    unit: "operations per second",
    text: "Rate of the open models: constant, or the start rate of ramping.",
  },
  stages: {
    flag: "stages",
    text:
      "Stages of the ramping models, DURATION:TARGET, such as 1m:10,5m:50; targets are VUs or operations " +
      "per second.",
  },
  maxVus: {
    flag: "max-vus",
    unit: "VUs",
    text:
      "Open models: maximum number of VUs (maxVUs in k6). VUs above --vus are added during the run. 0: " +
      "same as --vus.",
  },
  thinkTime: {
    flag: "think-time",
    text: "Closed models: mean pause of a VU after each operation (random, 0.5 to 1.5 times this value).",
  },
  baseline: {
    flag: "baseline",
    text: "Open models: how long one VU measures the unloaded target before the run. 0s: not measured.",
  },
  warmUp: {
    flag: "warm-up",
    text: "Duration of the same load before the measured part. It is excluded from all figures.",
  },
  mix: { flag: "mix", text: "Mix of operations: a name in profiles/mixes/ or the path of a file (docs/mixes.md)." },
  mixShares: {
    flag: "shares",
    text: "Shares of GET/POST/PUT/DELETE that override those of the mix, such as 50/20/20/10.",
  },
  ifMatch: {
    flag: "if-match",
    text:
      "Send If-Match with updates. After a conflict, the VU reads the item and updates it again, so no " +
      "update is lost.",
  },
  correlationHeader: {
    flag: "correlation-header",
    text:
      "Request header for a correlation ID that the target logs, such as correlationid. The results list the IDs of the " +
      "slowest operations. Not set: no such header.",
  },
  maxP95Get: maxP95("get", "reads and searches"),
  maxFailuresGet: maxFailures("get", "reads and searches"),
  maxP95Post: maxP95("post", "creates"),
  maxFailuresPost: maxFailures("post", "creates"),
  maxP95Put: maxP95("put", "updates"),
  maxFailuresPut: maxFailures("put", "updates"),
  maxP95Delete: maxP95("delete", "deletes"),
  maxFailuresDelete: maxFailures("delete", "deletes"),
  minSamples: {
    flag: "min-samples",
    unit: "operations",
    text:
      "Minimum number of operations per method of the mix (GET, POST, PUT, DELETE), and three times as many in total. " +
      "With fewer, a run is inconclusive.",
  },
  dataFile: {
    flag: "data",
    text: "Data file of the load to use. Not set: load-phase-data.json in the results directory.",
  },
  discover: {
    flag: "discover",
    text:
      "Find items on the target instead: by the keys of the profile's dataset, otherwise by paging. Bodies conform to " +
      "Data Standard 5.2, without the adaptations that a load makes.",
  },
  keep: {
    flag: "keep",
    text: "Keep the items that the run created on the target. `npm run cleanup` deletes them later.",
  },
};

function limits<const Name extends string>(name: Name, method: string) {
  return [
    { key: `maxP95${name}`, env: `MAX_P95_${method}`, kind: "duration", default: "3s", min: 1, max: 600_000 },
    { key: `maxFailures${name}`, env: `MAX_FAILURES_${method}`, kind: "percent", default: "5%", min: 0, max: 1 },
  ] as const satisfies readonly Field[];
}

function maxP95(method: string, operations: string): Words {
  return {
    flag: `max-p95-${method}`,
    text:
      `The run fails if the 95th percentile of ${operations} exceeds this for any resource. The mix file ` +
      "may set a lower limit.",
  };
}

function maxFailures(method: string, operations: string): Words {
  return {
    flag: `max-failures-${method}`,
    text: `The run fails if more than this share of ${operations} fails for any resource.`,
  };
}

/** For a run with several API clients at the same time. */
export const CLIENTS_FIELDS = [
  { key: "clientsFile", env: "CLIENTS_FILE", kind: "path", default: "" },
] as const satisfies readonly Field[];

export const CLIENTS_WORDS: WordsOf<typeof CLIENTS_FIELDS> = {
  clientsFile: {
    flag: "clients",
    text:
      "JSON file with several API clients that use one data store at the same time, each with its own share of the VUs " +
      "and its own mix (docs/clients.schema.json).",
  },
};

export const MIX_COMMAND_FIELDS = [
  { key: "mixOutput", env: "MIX_OUTPUT", kind: "path", default: "mix-from-log.json" },
  { key: "replaceMix", env: "MIX_FORCE", kind: "boolean", default: "false" },
] as const satisfies readonly Field[];

export const MIX_COMMAND_WORDS: WordsOf<typeof MIX_COMMAND_FIELDS> = {
  mixOutput: { flag: "output", text: "The mix file to write." },
  replaceMix: { flag: "force", text: "Replace the mix file if it exists." },
};
