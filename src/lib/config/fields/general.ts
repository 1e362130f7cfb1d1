/** Settings that every command has. */

import type { Field, WordsOf } from "../field.ts";

export const GENERAL_FIELDS = [
  { key: "profile", env: "LOAD_TEST_PROFILE", kind: "file", default: "smoke" },
  { key: "json", env: "JSON_OUTPUT", kind: "boolean", default: "false" },
  { key: "verbose", env: "VERBOSE", kind: "boolean", default: "false" },
] as const satisfies readonly Field[];

export const GENERAL_WORDS: WordsOf<typeof GENERAL_FIELDS> = {
  profile: { flag: "profile", text: "Profile: a name in profiles/ or the path of a settings file." },
  json: {
    flag: "json",
    text: "Print one JSON document to standard output instead of text. If the command fails, it contains the error.",
  },
  verbose: { flag: "verbose", text: "Show stack traces and the output of k6." },
};
