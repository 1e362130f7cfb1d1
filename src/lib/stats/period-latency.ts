/**
 * Latencies of one period (a second of a run) as k6 records them: a few percentiles instead of the requests themselves.
 *
 * k6 reads percentile p of n sorted values at place p·(n-1), linear between neighbours, so the value at place i lies between
 * the two recorded percentiles on either side of i/(n-1). That gives a likely value and two bounds that cannot be wrong.
 * Pure.
 */

import type { LatencyHistogram } from "./latency-histogram.ts";

/** Milliseconds. */
export interface PeriodLatency {
  readonly min: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** Beyond so many requests in a period their number is drawn together: finer is not visible in a 2 % bin. */
const MOST_POINTS = 256;

const PLACES = [0, 0.5, 0.9, 0.95, 0.99, 1] as const;

export type Reading = "likely" | "lowest" | "highest";

/** Puts the requests of a period into a histogram. Exact for up to 3 requests. */
export function addPeriod(
  histogram: LatencyHistogram,
  count: number,
  latency: PeriodLatency,
  reading: Reading = "likely",
): void {
  const known = [latency.min, latency.p50, latency.p90, latency.p95, latency.p99, latency.max];
  const points = Math.min(count, MOST_POINTS);
  for (let point = 0; point < points; point++) {
    histogram.add(valueAtPlace(known, placeOf(point, points, count), reading), count / points);
  }
}

function placeOf(point: number, points: number, count: number): number {
  if (count > MOST_POINTS) return (point + 0.5) / points;
  return points === 1 ? 0.5 : point / (points - 1);
}

function valueAtPlace(known: readonly number[], place: number, reading: Reading): number {
  let right = 1;
  while (right < PLACES.length - 1 && place > (PLACES[right] as number)) right++;
  const from = PLACES[right - 1] as number;
  const to = PLACES[right] as number;
  const low = known[right - 1] as number;
  const high = known[right] as number;
  if (place <= from) return low;
  if (place >= to) return high;
  if (reading === "lowest") return low;
  return reading === "highest" ? high : low + ((high - low) * (place - from)) / (to - from);
}
