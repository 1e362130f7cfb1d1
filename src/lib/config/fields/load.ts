/** Settings of the load phase. */

import type { Field } from "../field.ts";

export const LOAD_FIELDS = [
  {
    key: "vusLoadPhase",
    env: "VUS_LOAD_PHASE",
    flag: "vus",
    kind: "integer",
    default: "10",
    min: 1,
    max: 10_000,
    unit: "VUs",
    text: "Virtual users of the load phase.",
  },
  {
    key: "durationLoadPhase",
    env: "DURATION_LOAD_PHASE",
    flag: "duration",
    kind: "duration",
    default: "24h",
    min: 1_000,
    max: 604_800_000,
    text: "Longest time the load phase may take; it ends as soon as everything is loaded.",
  },
  {
    key: "arrivalRate",
    env: "ARRIVAL_RATE",
    flag: "arrival-rate",
    kind: "number",
    default: "0",
    min: 0,
    max: 100_000,
    unit: "items a second",
    text: "Start this many items a second whatever the target does (open model). 0: as fast as the VUs go.",
  },
  {
    key: "loadMaxP95",
    env: "LOAD_MAX_P95",
    flag: "max-p95",
    kind: "duration",
    default: "5s",
    min: 1,
    max: 600_000,
    text: "The load fails when the 95th percentile of the response time is above this.",
  },
  {
    key: "loadMaxFailures",
    env: "LOAD_MAX_FAILURES",
    flag: "max-failures",
    kind: "percent",
    default: "5%",
    min: 0,
    max: 1,
    text: "The load fails when more than this share of its items does.",
  },
] as const satisfies readonly Field[];
