/** Settings of the load command that k6 never sees. */

import type { Field } from "../field.ts";

export const LOAD_RUNNER_FIELDS = [
  {
    key: "resume",
    env: "RESUME",
    flag: "resume",
    kind: "boolean",
    default: "false",
    text: "Continue the last unfinished run of the same plan and target.",
  },
  {
    key: "planOnly",
    env: "PLAN_ONLY",
    flag: "plan",
    kind: "boolean",
    default: "false",
    text: "Print the plan (resources, levels, counts, bytes) and stop.",
  },
  {
    key: "verify",
    env: "VERIFY",
    flag: "verify",
    kind: "boolean",
    default: "true",
    text: "Compare counts and a sample of items with the target after the load; --no-verify leaves it out.",
  },
  {
    key: "verifySample",
    env: "VERIFY_SAMPLE",
    flag: "verify-sample",
    kind: "integer",
    default: "5",
    min: 0,
    max: 100_000,
    unit: "items per resource",
    text: "Items of each resource that verification reads back and compares field by field (300 in all at most).",
  },
] as const satisfies readonly Field[];
