/**
 * Latencies of one period (a second of a run) as k6 records them: a few percentiles instead of the requests themselves.
 *
 * k6 reads percentile p of n sorted values at place p·(n-1) (percentile.ts), so the value at place i lies between the two
 * recorded percentiles on either side of i/(n-1). That gives two certain bounds, and a likely value:
 * the one at its place if latencies were log-normal between the two. Pure.
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

/** With more requests in a period, several count as one: finer steps are not visible in a 2 % bin. */
const MOST_POINTS = 256;

const SHARES = [0, 0.5, 0.9, 0.95, 0.99, 1] as const;

export type Reading = "likely" | "lowest" | "highest";

/** Adds the requests of a period to a histogram. Exact for up to 3 requests. */
export function addPeriod(
  histogram: LatencyHistogram,
  count: number,
  latency: PeriodLatency,
  reading: Reading = "likely",
): void {
  const known = [latency.min, latency.p50, latency.p90, latency.p95, latency.p99, latency.max];
  const places = placesOf(count);
  for (const { right, weight, below, above } of places) {
    const value =
      reading === "lowest"
        ? (known[below] as number)
        : reading === "highest"
          ? (known[above] as number)
          : valueBetween(known[right - 1] as number, known[right] as number, weight);
    histogram.add(value, count / places.length);
  }
}

/** @param weight 0 is at low, 1 at high; both ends are certain */
function valueBetween(low: number, high: number, weight: number): number {
  if (weight <= 0) return low;
  if (weight >= 1) return high;
  return low > 0 ? low * (high / low) ** weight : low + (high - low) * weight;
}

/** The recorded percentiles around a request, `right` and the one before it, and how far it is between them. */
interface Place {
  readonly right: number;
  readonly weight: number;
  /** Those that are certainly not above it, and not below it. */
  readonly below: number;
  readonly above: number;
}

const PLACES_BY_COUNT = new Map<number, readonly Place[]>();

function placesOf(count: number): readonly Place[] {
  const key = Math.min(count, MOST_POINTS + 1);
  let places = PLACES_BY_COUNT.get(key);
  if (places === undefined) {
    const points = Math.min(key, MOST_POINTS);
    const isOne = key <= MOST_POINTS;
    const shareOf = (point: number): number => {
      if (!isOne) return (point + 0.5) / points;
      return points === 1 ? 0.5 : point / (points - 1);
    };
    places = Array.from({ length: points }, (_, point) => {
      const share = shareOf(point);
      // A point of many requests: the first and the last of them are less than one point away from its ends.
      const first = isOne ? share : Math.max(0, (point - 1) / points);
      const last = isOne ? share : Math.min(1, (point + 2) / points);
      const below = SHARES.filter((own) => own <= first).length - 1;
      return { ...placeOf(share, points), below, above: SHARES.findIndex((own) => own >= last) };
    });
    PLACES_BY_COUNT.set(key, places);
  }
  return places;
}

function placeOf(share: number, points: number): Pick<Place, "right" | "weight"> {
  let right = 1;
  while (right < SHARES.length - 1 && share > (SHARES[right] as number)) right++;
  const from = SHARES[right - 1] as number;
  const to = SHARES[right] as number;
  if (share <= from) return { right, weight: 0 };
  if (share >= to) return { right, weight: 1 };
  // The lowest and the highest of n stand, on average, half a request from the end.
  const end = 0.5 / points;
  const z = (value: number): number => normalQuantile(Math.min(1 - end, Math.max(end, value)));
  return { right, weight: (z(share) - z(from)) / (z(to) - z(from)) };
}

/** Of the standard normal distribution; error below 0.00045. Abramowitz and Stegun, formula 26.2.23. */
function normalQuantile(share: number): number {
  const t = Math.sqrt(-2 * Math.log(Math.min(share, 1 - share)));
  const z =
    t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t);
  return share < 0.5 ? -z : z;
}
