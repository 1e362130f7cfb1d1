/** Settings of `npm run results`: which run folders are deleted. */

import type { Field, WordsOf } from "../field.ts";

export const RESULTS_FIELDS = [
  { key: "keepRuns", env: "KEEP_RUNS", kind: "integer", default: "20", min: 0 },
  { key: "olderThan", env: "OLDER_THAN", kind: "duration", default: "0s" },
  { key: "pruneAll", env: "PRUNE_ALL", kind: "boolean", default: "false" },
] as const satisfies readonly Field[];

export const RESULTS_WORDS: WordsOf<typeof RESULTS_FIELDS> = {
  keepRuns: {
    flag: "keep",
    text: "prune: number of newest runs to keep. Without this flag, only --older-than applies.",
  },
  olderThan: { flag: "older-than", text: "prune: delete only runs that started longer ago than this, such as 30d." },
  pruneAll: {
    flag: "all",
    text:
      "prune: also delete loads that --resume, readwrite or cleanup may still need. Named baselines are " +
      "always kept.",
  },
};
