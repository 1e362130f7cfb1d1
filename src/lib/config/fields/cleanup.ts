/** Settings of `npm run cleanup`. */

import type { Field, WordsOf } from "../field.ts";

export const CLEANUP_FIELDS = [
  { key: "clientFrom", env: "CLIENT_FROM", kind: "path", default: "" },
] as const satisfies readonly Field[];

export const CLEANUP_WORDS: WordsOf<typeof CLEANUP_FIELDS> = {
  clientFrom: {
    flag: "client-from",
    text: "File with another client (CLIENT_ID and CLIENT_SECRET), for what the run's own client may not delete.",
  },
};
