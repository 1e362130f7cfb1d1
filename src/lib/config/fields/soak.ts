/** Settings of the soak phase. */

import type { Field, WordsOf } from "../field.ts";

export const SOAK_FIELDS = [
  { key: "soakRate", env: "SOAK_RATE", kind: "text", default: "" },
  { key: "soakShare", env: "SOAK_SHARE", kind: "percent", default: "70%", min: 0.01, max: 1 },
  { key: "durationSoak", env: "DURATION_SOAK", kind: "duration", default: "1h", min: 20_000, max: 2_592_000_000 },
  { key: "soakPart", env: "SOAK_PART", kind: "duration", default: "1h", min: 10_000, max: 86_400_000 },
] as const satisfies readonly Field[];

export const SOAK_WORDS: WordsOf<typeof SOAK_FIELDS> = {
  soakRate: {
    flag: "rate",
    text: "Rate to hold, such as 40/s. Not set: a share of what the last capacity run of the same target and mix found.",
  },
  soakShare: { flag: "share", text: "Without a rate: this share of the highest rate that held." },
  durationSoak: { flag: "duration", text: "How long the rate is held." },
  soakPart: {
    flag: "part",
    text:
      "After this time k6 is started again, and the journal so far is reduced to the items that are still there, so " +
      "that a run of any length needs little memory and disk space.",
  },
};
