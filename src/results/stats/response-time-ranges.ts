/** Answers by fixed ranges of their response time, the same in all runs, so that runs and tools can be compared. Pure. */

import { formatCount } from "../../base/figures.ts";
import type { LatencyHistogram } from "./latency-histogram.ts";

/** Where the second and the third range begin, in milliseconds: those of Gatling. */
const [SLOWER_MS, SLOW_MS] = [800, 1200] as const;

/** Counts: answers that did the work by their time, and all others. */
export interface ResponseTimeRanges {
  readonly under800: number;
  readonly under1200: number;
  readonly from1200: number;
  readonly failed: number;
}

export type RangeName = keyof ResponseTimeRanges;

/** From the best to the worst. */
export const RANGE_TITLES: Readonly<Record<RangeName, string>> = {
  under800: `below ${formatCount(SLOWER_MS)} ms`,
  under1200: `${formatCount(SLOWER_MS)} to ${formatCount(SLOW_MS)} ms`,
  from1200: `${formatCount(SLOW_MS)} ms and more`,
  failed: "failed",
};

export function rangesOf(done: LatencyHistogram, failed: LatencyHistogram): ResponseTimeRanges {
  const [under800, under1200] = [done.countBelow(SLOWER_MS), done.countBelow(SLOW_MS)];
  return { under800, under1200: under1200 - under800, from1200: done.count - under1200, failed: failed.count };
}

/** In the order of `RANGE_TITLES`. */
export function rangeRows(ranges: ResponseTimeRanges): { name: RangeName; count: number; share: number }[] {
  const names = Object.keys(RANGE_TITLES) as RangeName[];
  const all = names.reduce((sum, name) => sum + ranges[name], 0);
  return names.map((name) => ({ name, count: ranges[name], share: all === 0 ? 0 : ranges[name] / all }));
}
