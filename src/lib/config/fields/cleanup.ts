/** Settings of `npm run cleanup`. */

import type { Field, WordsOf } from "../field.ts";

export const CLEANUP_FIELDS = [
  { key: "clientFrom", env: "CLIENT_FROM", kind: "path", default: "" },
] as const satisfies readonly Field[];

export const CLEANUP_WORDS: WordsOf<typeof CLEANUP_FIELDS> = {
  clientFrom: {
    flag: "client-from",
    text: "Delete with the client in this file (CLIENT_ID and CLIENT_SECRET), where the run's own may not.",
  },
};
