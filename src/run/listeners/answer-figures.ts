/** Figures from the answers themselves: how often a second the target refused requests to protect itself, and how long it held the run back. */

import type { FigureValues } from "../../results/figures/figure-values.ts";
import type { Refusals } from "../../results/figures/refusals.ts";
import type { SampledCollector } from "./target-figures.ts";

/**
 * @param heldMs time until now in which all VUs paused because the target asked for it
 * @param now milliseconds of a clock that never jumps
 */
export function answerFigures(
  refusals: Refusals,
  heldMs: () => number,
  now = (): number => performance.now(),
): SampledCollector {
  let before = { atMs: now(), counts: refusals.counts, heldMs: heldMs() };
  return {
    sample: async (): Promise<FigureValues> => {
      const { atMs, counts, heldMs: heldBefore } = before;
      before = { atMs: now(), counts: refusals.counts, heldMs: heldMs() };
      const seconds = (before.atMs - atMs) / 1000;
      if (seconds <= 0) return {};
      return {
        "requests.rateLimited": (before.counts.rateLimited - counts.rateLimited) / seconds,
        "requests.breakerOpen": (before.counts.breakerOpen - counts.breakerOpen) / seconds,
        "requests.heldShare": Math.min(1, (before.heldMs - heldBefore) / 1000 / seconds),
      };
    },
    close: async () => {},
  };
}
