/** Settings of `npm run mix`. */

import type { Field, WordsOf } from "../field.ts";

export const MIX_COMMAND_FIELDS = [
  { key: "mixOutput", env: "MIX_OUTPUT", kind: "path", default: "mix-from-log.json" },
  { key: "replaceMix", env: "MIX_FORCE", kind: "boolean", default: "false" },
] as const satisfies readonly Field[];

export const MIX_COMMAND_WORDS: WordsOf<typeof MIX_COMMAND_FIELDS> = {
  mixOutput: { flag: "output", text: "The mix file to write." },
  replaceMix: { flag: "force", text: "Replace the mix file if it exists." },
};
