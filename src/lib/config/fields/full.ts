/** Settings of the main command. */

import type { Field } from "../field.ts";

export const FULL_FIELDS = [
  {
    key: "phase",
    env: "PHASE",
    flag: "phase",
    kind: "choice",
    choices: ["full", "smoke", "load", "readwrite"],
    default: "full",
    text: "What to run: one phase, or full for smoke, load and readwrite in a row.",
  },
  {
    key: "keepGoing",
    env: "KEEP_GOING",
    flag: "keep-going",
    kind: "boolean",
    default: "false",
    text: "Run the next phase although one has failed.",
  },
] as const satisfies readonly Field[];
