/** Settings of the load command that only the runner uses. */

import type { Field, WordsOf } from "../field.ts";

export const LOAD_RUNNER_FIELDS = [
  { key: "resume", env: "RESUME", kind: "boolean", default: "false" },
  { key: "planOnly", env: "PLAN_ONLY", kind: "boolean", default: "false" },
  { key: "verify", env: "VERIFY", kind: "boolean", default: "true" },
  { key: "verifySample", env: "VERIFY_SAMPLE", kind: "integer", default: "5", min: 0, max: 100_000 },
] as const satisfies readonly Field[];

export const LOAD_RUNNER_WORDS: WordsOf<typeof LOAD_RUNNER_FIELDS> = {
  resume: { flag: "resume", text: "Continue the last unfinished run of the same plan and target." },
  planOnly: {
    flag: "plan",
    text: "Print the plan (resources, levels, counts, bytes, estimated duration), then exit.",
  },
  verify: {
    flag: "verify",
    text: "Compare counts and a sample of items with the target after the load. --no-verify skips this.",
  },
  verifySample: {
    flag: "verify-sample",
    unit: "items per resource",
    text: "Items per resource that verification reads back and compares field by field. At least 459 in a large load.",
  },
};
