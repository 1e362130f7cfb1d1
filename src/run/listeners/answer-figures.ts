/** Figures from the answers themselves: how often a second the target refused requests to protect itself. */

import type { FigureValues } from "../../results/figures/figure-values.ts";
import type { Refusals } from "../../results/figures/refusals.ts";
import type { SampledCollector } from "./target-figures.ts";

/** @param now milliseconds of a clock that never jumps */
export function answerFigures(refusals: Refusals, now = (): number => performance.now()): SampledCollector {
  let before = { atMs: now(), counts: refusals.counts };
  return {
    sample: async (): Promise<FigureValues> => {
      const { atMs, counts } = before;
      before = { atMs: now(), counts: refusals.counts };
      const seconds = (before.atMs - atMs) / 1000;
      if (seconds <= 0) return {};
      return {
        "requests.rateLimited": (before.counts.rateLimited - counts.rateLimited) / seconds,
        "requests.breakerOpen": (before.counts.breakerOpen - counts.breakerOpen) / seconds,
      };
    },
    close: async () => {},
  };
}
