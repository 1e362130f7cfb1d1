/**
 * Latencies of a whole run from what k6 records: exact percentiles of all its requests, and percentiles of each second.
 * The first fix a few points of the distribution, the seconds define its shape between them. Pure.
 */

import type { Second } from "./blocks.ts";
import { LatencyHistogram } from "./latency-histogram.ts";
import { addPeriod, type PeriodLatency, type Reading } from "./period-latency.ts";

const SHARES = [0, 0.5, 0.9, 0.95, 0.99, 1] as const;

/** Points that represent all requests of a run, if it has more: finer than any percentile that is read. */
const MOST_POINTS = 2000;

/** Adds the requests of a run: their likely, lowest possible and highest possible latencies. */
export function addRun(
  merged: Readonly<Record<Reading, LatencyHistogram>>,
  requests: number,
  exact: PeriodLatency,
  seconds: readonly Second[],
): void {
  const known = [exact.min, exact.p50, exact.p90, exact.p95, exact.p99, exact.max];
  const read = {
    likely: readSeconds(seconds, "likely"),
    lowest: readSeconds(seconds, "lowest"),
    highest: readSeconds(seconds, "highest"),
  };
  const drawn = SHARES.map((share) => read.likely.quantile(share));
  // Requests of the last, incomplete second are in no second: any of them can be the lowest, or the highest.
  const missing = Math.max(0, requests - read.lowest.count);
  const points = Math.min(requests, MOST_POINTS);
  const shareOf = (place: number): number => (requests > 1 ? Math.min(1, place / (requests - 1)) : 0.5);
  for (let point = 0; point < points; point++) {
    // The places of the requests that the point stands for.
    const first = Math.floor((point * requests) / points);
    const last = Math.max(first, Math.ceil(((point + 1) * requests) / points) - 1);
    const from = known[lastBelow(shareOf(first))] as number;
    const to = known[firstAbove(shareOf(last))] as number;
    const isSeen = read.lowest.count > 0;
    const low = within(isSeen && first >= missing ? read.lowest.valueAtPlace(first - missing) : from, from, to);
    const isHigh = isSeen && last < read.highest.count;
    const high = within(isHigh ? read.highest.valueAtPlace(last) : to, low, to);
    const share = shareOf((first + last) / 2);
    const right = Math.max(1, firstAbove(share));
    const ends = [drawn[right - 1] as number, drawn[right] as number] as const;
    const fixed = [known[right - 1] as number, known[right] as number] as const;
    const likely = within(interpolate(read.likely.quantile(share), ends, fixed), low, high);
    const weight = requests / points;
    merged.lowest.add(low, weight);
    merged.likely.add(likely, weight);
    merged.highest.add(high, weight);
  }
}

/** Which of the known percentiles is the last one at or below a share, and the first one at or above it. */
function lastBelow(share: number): number {
  return SHARES.filter((own) => own <= share).length - 1;
}

function firstAbove(share: number): number {
  return SHARES.findIndex((own) => own >= share);
}

function readSeconds(seconds: readonly Second[], reading: Reading): LatencyHistogram {
  const histogram = new LatencyHistogram();
  for (const { requests, latencyMs } of seconds) addPeriod(histogram, requests, latencyMs, reading);
  return histogram;
}

/** Maps a value between two estimated percentiles to the same place between the exact ones, on a logarithmic scale. */
function interpolate(value: number, [a, b]: readonly [number, number], [from, to]: readonly [number, number]): number {
  if (!(a > 0 && from > 0) || b <= a) return (from + to) / 2;
  return from * (to / from) ** (Math.log(value / a) / Math.log(b / a));
}

function within(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
