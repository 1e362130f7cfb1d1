/**
 * A run's seconds in blocks. Neighbouring seconds are correlated (a garbage collection, a busy neighbour), so the
 * bootstrap resamples blocks, not seconds. Pure.
 */

import { LatencyHistogram } from "./latency-histogram.ts";

/** A second of one operation with requests, or a longer step where the record has longer ones. */
export interface Second {
  /** Start, in whole seconds since the start of the run. */
  readonly at: number;
  /** Its length. */
  readonly seconds: number;
  /** Repeats and failures included. */
  readonly requests: number;
  /** Histogram of the answers that did the work, as text: hours of many operations are kept in memory. */
  readonly latency: string;
}

export interface Block {
  readonly seconds: number;
  readonly requests: number;
  readonly latency: LatencyHistogram;
}

/** Enough for a confidence interval, and each long enough to contain what is correlated. */
export const MOST_BLOCKS = 40;

/** All answers of the seconds together. */
export function latencyIn(seconds: readonly Second[]): LatencyHistogram {
  const histogram = new LatencyHistogram();
  for (const { latency } of seconds) histogram.addText(latency);
  return histogram;
}

/**
 * Cuts the time from the first to the last second into at most 40 blocks of about equal length: to a second, and where a
 * record has longer steps, to a step. Seconds without a request count as time: they lower the rate.
 *
 * @param seconds sorted by time
 */
export function cutBlocks(seconds: readonly Second[], most: number = MOST_BLOCKS): Block[] {
  const last = seconds.at(-1);
  if (last === undefined) return [];
  const first = seconds[0]?.at ?? 0;
  const span = last.at + last.seconds - first;
  const longest = seconds.reduce((found, own) => Math.max(found, own.seconds), 1);
  const count = Math.max(1, Math.min(most, Math.floor(span / longest)));
  const blocks: Block[] = [];
  let next = 0;
  let from = first;
  for (let number = 1; number <= count; number++) {
    const end = first + Math.floor((number * span) / count);
    const begin = next;
    while ((seconds[next]?.at ?? end) < end) next++;
    const own = seconds.slice(begin, next);
    const until = own.reduce((latest, step) => Math.max(latest, step.at + step.seconds), Math.max(from, end));
    if (until === from) continue;
    const requests = own.reduce((sum, step) => sum + step.requests, 0);
    blocks.push({ seconds: until - from, requests, latency: latencyIn(own) });
    from = until;
  }
  return blocks;
}
