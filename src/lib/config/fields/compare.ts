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
  maxP50: { flag: "max-p50", text: "Allowed increase of an operation's median, such as +25%. off: not checked." },
  maxP95: { flag: "max-p95", text: "Allowed increase of an operation's p95. off: not checked." },
  maxP99: { flag: "max-p99", text: "Allowed increase of an operation's p99. off: not checked." },
  minRate: { flag: "min-rate", text: "Allowed decrease of the overall request rate. off: not checked." },
  maxFailures: {
    flag: "max-failures",
    text: "Allowed increase of the failure rate, in percentage points. off: not checked.",
  },
  maxSpell: {
    flag: "max-spell",
    text: "Allowed increase of an operation over 30 s, compared with the baseline's slowest 10 s. off: not checked.",
  },
  noiseFloor: {
    flag: "noise-floor",
    text: "Smallest increase of a median that counts. For p95 it is 20 times as much, for p99 100 times.",
  },
  compareSeed: { flag: "compare-seed", text: "Seed of the random draws behind the confidence intervals." },
  force: { flag: "force", text: "Compare runs even if they did not run the same test." },
  markdownFile: { flag: "markdown", text: "Also write the comparison to this file as Markdown." },
  htmlFile: { flag: "html", text: "Also write the comparison to this file as a single HTML page." },
};

export const TREND_FIELDS = [
  { key: "trendLevel", env: "TREND_LEVEL", kind: "percent", default: "5%", min: 0.002, max: 0.5 },
  { key: "minChange", env: "TREND_MIN_CHANGE", kind: "percent", default: "2%", min: 0, max: 10 },
  { key: "trendRuns", env: "TREND_RUNS", kind: "integer", default: "100", min: 6, max: 1000 },
  { key: "alarmRuns", env: "TREND_ALARM_RUNS", kind: "integer", default: "10", min: 1, max: 1000 },
  { key: "versionLabels", env: "TREND_VERSION_LABELS", kind: "text", default: "build,release,version,commit" },
  { key: "trendHtml", env: "TREND_HTML", kind: "path", default: "" },
] as const satisfies readonly Field[];

export const TREND_WORDS: WordsOf<typeof TREND_FIELDS> = {
  trendLevel: { flag: "level", text: "Chance of a false alarm in a history without any change." },
  minChange: {
    flag: "min-change",
    text: "Smallest change that counts. For failures, every significant change counts.",
  },
  trendRuns: { flag: "runs", unit: "runs", text: "Number of newest runs to analyze in each history." },
  alarmRuns: {
    flag: "alarm-runs",
    unit: "runs",
    text: "A change for the worse in this many of the newest runs is a regression, unless it was undone.",
  },
  versionLabels: {
    flag: "version-labels",
    text: "Labels that name the version under test, separated by commas. Runs with other labels have a history of their own.",
  },
  trendHtml: { flag: "html", text: "Also write the trend to this file as a single HTML page." },
};

export const BASELINE_FIELDS = [
  { key: "replaceBaseline", env: "BASELINE_FORCE", kind: "boolean", default: "false" },
] as const satisfies readonly Field[];

export const BASELINE_WORDS: WordsOf<typeof BASELINE_FIELDS> = {
  replaceBaseline: { flag: "force", text: "Replace an existing baseline of the same name." },
};

export const AGGREGATE_FIELDS = [
  { key: "together", env: "AGGREGATE_TOGETHER", kind: "boolean", default: "false" },
] as const satisfies readonly Field[];

export const AGGREGATE_WORDS: WordsOf<typeof AGGREGATE_FIELDS> = {
  together: { flag: "together", text: "The runs are parts of one load and ran at the same time: add up their rates." },
};
