/** Settings of the figures of the target that are collected during a run. Used by the runner only. */

import type { Field, WordsOf } from "../field.ts";

export const TARGET_FIGURES_FIELDS = [
  { key: "targetDatabaseUrl", env: "TARGET_DATABASE_URL", kind: "text", default: "", secret: true },
  { key: "targetDatabaseReset", env: "TARGET_DATABASE_RESET", kind: "boolean", default: "false" },
  { key: "targetMetricsUrl", env: "TARGET_METRICS_URL", kind: "url", default: "" },
  { key: "targetMetricsFile", env: "TARGET_METRICS_FILE", kind: "path", default: "" },
  { key: "targetMetricsUsername", env: "TARGET_METRICS_USERNAME", kind: "text", default: "" },
  { key: "targetMetricsPassword", env: "TARGET_METRICS_PASSWORD", kind: "text", default: "", secret: true },
  { key: "targetMetricsToken", env: "TARGET_METRICS_TOKEN", kind: "text", default: "", secret: true },
] as const satisfies readonly Field[];

export const TARGET_FIGURES_WORDS: WordsOf<typeof TARGET_FIGURES_FIELDS> = {
  targetDatabaseUrl: {
    text:
      "Database of the target, to collect its figures during the run: postgresql://user:password@host:5432/database. " +
      "Use a role with the privileges of pg_monitor. Not set: none.",
  },
  targetDatabaseReset: {
    flag: "reset-database-statistics",
    text: "Reset the statistics of the target's database when a run starts. Other programs may use them, too.",
  },
  targetMetricsUrl: {
    flag: "target-metrics",
    text: "URL of a Prometheus server that monitors the target, to collect figures from it during the run. Not set: none.",
  },
  targetMetricsFile: {
    flag: "target-metrics-file",
    text: "File with the queries for TARGET_METRICS_URL, one per line: name = query. See docs/examples for an example.",
  },
  targetMetricsUsername: { text: "User for TARGET_METRICS_URL (basic authentication)." },
  targetMetricsPassword: { text: "Password of TARGET_METRICS_USERNAME." },
  targetMetricsToken: { text: "Bearer token for TARGET_METRICS_URL, instead of user and password." },
};
