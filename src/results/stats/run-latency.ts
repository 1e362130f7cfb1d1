/**
 * Latencies of a whole run from what k6 records: exact percentiles of all its requests, and percentiles of each second.
 * The first fix a few points of the distribution, the seconds define its shape between them. Pure.
 */

import type { Second } from "./blocks.ts";
import { LatencyHistogram } from "./latency-histogram.ts";
import { addPeriod, type PeriodLatency, type Reading } from "./period-latency.ts";

const SHARES = [0, 0.5, 0.9, 0.95, 0.99, 1] as const;

/** Points that represent all requests of a run: finer than any percentile that is read. */
const PLACES = 2000;

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
  for (let place = 0; place < PLACES; place++) {
    const share = (place + 0.5) / PLACES;
    const right = SHARES.findIndex((own) => share <= own);
    const [from, to] = [known[right - 1] as number, known[right] as number];
    const low = within(read.lowest.count === 0 ? from : read.lowest.quantile(share), from, to);
    const high = within(read.highest.count === 0 ? to : read.highest.quantile(share), low, to);
    const ends = [drawn[right - 1] as number, drawn[right] as number] as const;
    const likely = within(interpolate(read.likely.quantile(share), ends, [from, to]), low, high);
    const weight = requests / PLACES;
    merged.lowest.add(low, weight);
    merged.likely.add(likely, weight);
    merged.highest.add(high, weight);
  }
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
