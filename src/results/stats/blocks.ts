/**
 * A run's seconds in blocks. Neighbouring seconds are correlated (a garbage collection, a busy neighbour), so the
 * bootstrap resamples blocks, not seconds. Pure.
 */

import { LatencyHistogram } from "./latency-histogram.ts";
import { addPeriod, type PeriodLatency } from "./period-latency.ts";

/** A second of one operation with requests, or a longer period where the record has longer ones. */
export interface Second {
  /** Start, in whole seconds since the start of the run. */
  readonly at: number;
  /** Its length. */
  readonly seconds: number;
  readonly requests: number;
  readonly latencyMs: PeriodLatency;
}

export interface Block {
  readonly seconds: number;
  readonly requests: number;
  readonly latency: LatencyHistogram;
}

/** Enough for a confidence interval, and each long enough to contain what is correlated. */
export const MOST_BLOCKS = 40;

/**
 * Cuts the time from the first to the last second into at most 40 blocks of equal length (to a second).
 * Seconds without a request count as time: they lower the rate.
 *
 * @param seconds sorted by time
 */
export function cutBlocks(seconds: readonly Second[], most: number = MOST_BLOCKS): Block[] {
  const last = seconds.at(-1);
  if (last === undefined) return [];
  const first = seconds[0]?.at ?? 0;
  const span = last.at + last.seconds - first;
  const count = Math.min(most, Math.floor(span / last.seconds));
  const blocks: Block[] = [];
  let next = 0;
  for (let number = 0; number < count; number++) {
    const from = first + Math.floor((number * span) / count);
    const until = first + Math.floor(((number + 1) * span) / count);
    const latency = new LatencyHistogram();
    let requests = 0;
    for (; (seconds[next]?.at ?? until) < until; next++) {
      const second = seconds[next] as Second;
      addPeriod(latency, second.requests, second.latencyMs);
      requests += second.requests;
    }
    blocks.push({ seconds: until - from, requests, latency });
  }
  return blocks;
}
