/** Settings of comparing runs: by how much a run may be worse than its base. */

import type { Field, WordsOf } from "../field.ts";

export const COMPARE_FIELDS = [
  { key: "maxP50", env: "COMPARE_MAX_P50", kind: "text", default: "+25%" },
  { key: "maxP95", env: "COMPARE_MAX_P95", kind: "text", default: "+25%" },
  { key: "maxP99", env: "COMPARE_MAX_P99", kind: "text", default: "+50%" },
  { key: "minRate", env: "COMPARE_MIN_RATE", kind: "text", default: "-20%" },
  { key: "maxFailures", env: "COMPARE_MAX_FAILURES", kind: "text", default: "+1%" },
  { key: "maxSpell", env: "COMPARE_MAX_SPELL", kind: "text", default: "+50%" },
  { key: "noiseFloor", env: "COMPARE_NOISE_FLOOR", kind: "duration", default: "1ms", min: 0, max: 60_000 },
  { key: "compareSeed", env: "COMPARE_SEED", kind: "integer", default: "1", min: 0, max: 1_000_000 },
  { key: "force", env: "COMPARE_FORCE", kind: "boolean", default: "false" },
  { key: "markdownFile", env: "COMPARE_MARKDOWN", kind: "path", default: "" },
  { key: "htmlFile", env: "COMPARE_HTML", kind: "path", default: "" },
] as const satisfies readonly Field[];

export const COMPARE_WORDS: WordsOf<typeof COMPARE_FIELDS> = {
  maxP50: { flag: "max-p50", text: "How much an operation's median may grow, such as +25%; off: not judged." },
  maxP95: { flag: "max-p95", text: "How much an operation's p95 may grow; off: not judged." },
  maxP99: { flag: "max-p99", text: "How much an operation's p99 may grow; off: not judged." },
  minRate: { flag: "min-rate", text: "How much the rate of all requests may fall; off: not judged." },
  maxFailures: {
    flag: "max-failures",
    text: "How many percentage points the share of failures may grow; off: not judged.",
  },
  maxSpell: {
    flag: "max-spell",
    text: "How far above the base's slowest 10 s an operation may lie for 30 s; off: not judged.",
  },
  noiseFloor: {
    flag: "noise-floor",
    text: "A median must grow by more than this to count, p95 by 20 times and p99 by 100 times as much.",
  },
  compareSeed: { flag: "compare-seed", text: "Seed of the draws that confidence statements rest on." },
  force: { flag: "force", text: "Compare runs even when they did not ask the same." },
  markdownFile: { flag: "markdown", text: "Also write the comparison to this file as Markdown." },
  htmlFile: { flag: "html", text: "Also write the comparison to this file as one HTML page." },
};

export const AGGREGATE_FIELDS = [
  { key: "together", env: "AGGREGATE_TOGETHER", kind: "boolean", default: "false" },
] as const satisfies readonly Field[];

export const AGGREGATE_WORDS: WordsOf<typeof AGGREGATE_FIELDS> = {
  together: { flag: "together", text: "The runs were parts of one load at the same time: their rates add up." },
};
