/** Settings of the spike phase. */

import type { Field, WordsOf } from "../field.ts";

export const SPIKE_FIELDS = [
  { key: "spikeRate", env: "SPIKE_RATE", kind: "text", default: "" },
  { key: "spikeShare", env: "SPIKE_SHARE", kind: "percent", default: "50%", min: 0.01, max: 1 },
  { key: "spikeTimes", env: "SPIKE_TIMES", kind: "number", default: "3", min: 1.1, max: 1000 },
  { key: "spikeBefore", env: "SPIKE_BEFORE", kind: "duration", default: "30s", min: 10_000, max: 3_600_000 },
  { key: "durationSpike", env: "DURATION_SPIKE", kind: "duration", default: "20s", min: 1000, max: 3_600_000 },
  { key: "spikeAfter", env: "SPIKE_AFTER", kind: "duration", default: "1m", min: 10_000, max: 3_600_000 },
] as const satisfies readonly Field[];

export const SPIKE_WORDS: WordsOf<typeof SPIKE_FIELDS> = {
  spikeRate: {
    flag: "rate",
    text:
      "Rate before and after the spike, such as 40/s. Not set: a share of what the last capacity run of the same target " +
      "and mix found.",
  },
  spikeShare: { flag: "share", text: "Without a rate: this share of the highest rate that held." },
  spikeTimes: { flag: "times", text: "The rate of the spike, as a multiple of the rate before it." },
  spikeBefore: { flag: "before", text: "How long the rate is held before the spike." },
  durationSpike: { flag: "duration", text: "How long the spike lasts." },
  spikeAfter: { flag: "after", text: "How long the target has to get over it." },
};
