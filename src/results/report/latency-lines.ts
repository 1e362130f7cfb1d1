/** The lines of response times over time, in the order of the legend. Pure. */

import type { LatencyHistogram } from "../stats/latency-histogram.ts";

interface LatencyLine {
  readonly colour: string;
  readonly isHidden?: boolean;
  /** Milliseconds. */
  readonly of: (answers: LatencyHistogram) => number;
}

function quantile(q: number): LatencyLine["of"] {
  return (answers) => answers.quantile(q);
}

export const LATENCY_LINES = {
  p50: { colour: "c1", of: quantile(0.5) },
  p90: { colour: "c2", of: quantile(0.9) },
  p95: { colour: "c3", of: quantile(0.95) },
  p99: { colour: "c4", of: quantile(0.99) },
  max: { colour: "c6", isHidden: true, of: quantile(1) },
  min: { colour: "c5", isHidden: true, of: quantile(0) },
  p25: { colour: "c7", isHidden: true, of: quantile(0.25) },
  p75: { colour: "c8", isHidden: true, of: quantile(0.75) },
  mean: { colour: "c9", isHidden: true, of: (answers) => answers.mean() },
} as const satisfies Readonly<Record<string, LatencyLine>>;

export type LatencyName = keyof typeof LATENCY_LINES;

export const LATENCY_NAMES = Object.keys(LATENCY_LINES) as readonly LatencyName[];

/** Of each line what is taken for its name. */
export function byLatencyName<Value>(take: (name: LatencyName) => Value): Readonly<Record<LatencyName, Value>> {
  return Object.fromEntries(LATENCY_NAMES.map((name) => [name, take(name)])) as Record<LatencyName, Value>;
}
