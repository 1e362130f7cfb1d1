/** Settings of `npm run results`: which run folders go. */

import type { Field } from "../field.ts";

export const RESULTS_FIELDS = [
  {
    key: "keepRuns",
    env: "KEEP_RUNS",
    flag: "keep",
    kind: "integer",
    default: "20",
    min: 0,
    text: "prune: the newest runs that stay; without this flag --older-than alone decides.",
  },
  {
    key: "olderThan",
    env: "OLDER_THAN",
    flag: "older-than",
    kind: "duration",
    default: "0s",
    text: "prune: only runs that began longer ago than this, such as 30d.",
  },
  {
    key: "pruneAll",
    env: "PRUNE_ALL",
    flag: "all",
    kind: "boolean",
    default: "false",
    text: "prune: also loads that --resume, readwrite or cleanup may still need. Named baselines always stay.",
  },
] as const satisfies readonly Field[];
