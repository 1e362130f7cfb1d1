/** Settings of the main command. */

import type { Field, WordsOf } from "../field.ts";

export const FULL_FIELDS = [
  { key: "phase", env: "PHASE", kind: "choice", choices: ["full", "smoke", "load", "readwrite"], default: "full" },
  { key: "keepGoing", env: "KEEP_GOING", kind: "boolean", default: "false" },
] as const satisfies readonly Field[];

export const FULL_WORDS: WordsOf<typeof FULL_FIELDS> = {
  phase: { flag: "phase", text: "What to run: one phase, or full for smoke, load and readwrite, one after the other." },
  keepGoing: { flag: "keep-going", text: "Run the next phase even if one failed." },
};
