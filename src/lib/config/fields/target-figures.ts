/** Settings of the figures of the target that are collected beside a run; k6 never sees them. */

import type { Field, WordsOf } from "../field.ts";

export const TARGET_FIGURES_FIELDS = [
  { key: "targetDatabaseUrl", env: "TARGET_DATABASE_URL", kind: "text", default: "", secret: true },
  { key: "targetDatabaseReset", env: "TARGET_DATABASE_RESET", kind: "boolean", default: "false" },
] as const satisfies readonly Field[];

export const TARGET_FIGURES_WORDS: WordsOf<typeof TARGET_FIGURES_FIELDS> = {
  targetDatabaseUrl: {
    text:
      "Database of the target, to collect its figures beside the run: postgresql://user:password@host:5432/database. " +
      "Use a role with the rights of pg_monitor. Not set: none.",
  },
  targetDatabaseReset: {
    flag: "reset-database-statistics",
    text: "Reset the statistics of the target's database when a run starts. Other programs may read them too.",
  },
};
