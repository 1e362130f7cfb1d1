/**
 * Percentiles over several periods. Percentiles cannot be averaged; but each period says which share of its requests
 * took longer than any time (by its own percentiles, linear in between), and shares can be added up by the number of
 * requests. Pure.
 */

import type { Latency } from "../run-summary.ts";

export interface LatencyPart {
  readonly requests: number;
  readonly latencyMs: Latency | undefined;
}

/** Share of requests that took longer than `limitMs`, 0 to 1. */
export function shareAbove(latency: Latency, limitMs: number): number {
  const { min, p50, p90, p95, p99, max } = latency;
  const points: readonly (readonly [number, number])[] = [
    [min, 1],
    [p50, 0.5],
    [p90, 0.1],
    [p95, 0.05],
    [p99, 0.01],
    [max, 0],
  ];
  if (limitMs < min) return 1;
  for (let at = 1; at < points.length; at++) {
    const [low, lowShare] = points[at - 1] as readonly [number, number];
    const [high, highShare] = points[at] as readonly [number, number];
    if (limitMs < high) return lowShare - ((lowShare - highShare) * (limitMs - low)) / (high - low);
  }
  return 0;
}

const STEPS = 40;

/** The time that the share `quantile` (0 to 1) of all requests did not exceed; undefined without requests. */
export function quantileOf(parts: readonly LatencyPart[], quantile: number): number | undefined {
  const counted = parts.filter(({ requests, latencyMs }) => requests > 0 && latencyMs !== undefined) as readonly {
    requests: number;
    latencyMs: Latency;
  }[];
  if (counted.length === 0) return undefined;
  const all = counted.reduce((sum, { requests }) => sum + requests, 0);
  const above = (limitMs: number): number =>
    counted.reduce((sum, { requests, latencyMs }) => sum + requests * shareAbove(latencyMs, limitMs), 0) / all;
  let low = Math.min(...counted.map(({ latencyMs }) => latencyMs.min));
  let high = Math.max(...counted.map(({ latencyMs }) => latencyMs.max));
  for (let step = 0; step < STEPS && high - low > high * 1e-6; step++) {
    const middle = (low + high) / 2;
    if (above(middle) > 1 - quantile) low = middle;
    else high = middle;
  }
  return high;
}
