/** Settings of comparing runs: by how much a run may be worse than its base. */

import type { Field } from "../field.ts";

export const COMPARE_FIELDS = [
  {
    key: "maxP50",
    env: "COMPARE_MAX_P50",
    flag: "max-p50",
    kind: "text",
    default: "+25%",
    text: "How much an operation's median may grow, such as +25%; off: not judged.",
  },
  {
    key: "maxP95",
    env: "COMPARE_MAX_P95",
    flag: "max-p95",
    kind: "text",
    default: "+25%",
    text: "How much an operation's p95 may grow; off: not judged.",
  },
  {
    key: "maxP99",
    env: "COMPARE_MAX_P99",
    flag: "max-p99",
    kind: "text",
    default: "+50%",
    text: "How much an operation's p99 may grow; off: not judged.",
  },
  {
    key: "minRate",
    env: "COMPARE_MIN_RATE",
    flag: "min-rate",
    kind: "text",
    default: "-20%",
    text: "How much the rate of all requests may fall; off: not judged.",
  },
  {
    key: "maxFailures",
    env: "COMPARE_MAX_FAILURES",
    flag: "max-failures",
    kind: "text",
    default: "+1%",
    text: "How many percentage points the share of failures may grow; off: not judged.",
  },
  {
    key: "maxSpell",
    env: "COMPARE_MAX_SPELL",
    flag: "max-spell",
    kind: "text",
    default: "+50%",
    text: "How far above the base's slowest 10 s an operation may lie for 30 s; off: not judged.",
  },
  {
    key: "noiseFloor",
    env: "COMPARE_NOISE_FLOOR",
    flag: "noise-floor",
    kind: "duration",
    default: "1ms",
    min: 0,
    max: 60_000,
    text: "A median must grow by more than this to count, p95 by 20 times and p99 by 100 times as much.",
  },
  {
    key: "compareSeed",
    env: "COMPARE_SEED",
    flag: "compare-seed",
    kind: "integer",
    default: "1",
    min: 0,
    max: 1_000_000,
    text: "Seed of the draws that confidence statements rest on.",
  },
  {
    key: "force",
    env: "COMPARE_FORCE",
    flag: "force",
    kind: "boolean",
    default: "false",
    text: "Compare runs even when they did not ask the same.",
  },
  {
    key: "markdownFile",
    env: "COMPARE_MARKDOWN",
    flag: "markdown",
    kind: "path",
    default: "",
    text: "Also write the comparison to this file as Markdown.",
  },
  {
    key: "htmlFile",
    env: "COMPARE_HTML",
    flag: "html",
    kind: "path",
    default: "",
    text: "Also write the comparison to this file as one HTML page.",
  },
] as const satisfies readonly Field[];

export const AGGREGATE_FIELDS = [
  {
    key: "together",
    env: "AGGREGATE_TOGETHER",
    flag: "together",
    kind: "boolean",
    default: "false",
    text: "The runs were parts of one load at the same time: their rates add up.",
  },
] as const satisfies readonly Field[];
