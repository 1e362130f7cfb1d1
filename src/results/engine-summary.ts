/** What k6 writes at the end of a run (see `src/k6/summary.ts`), and its broken thresholds in words. Pure. */

import { ITEM_FAILURES, ITEMS_DONE } from "../lib/contracts/metrics.ts";
import type { Latency } from "./run-summary.ts";

export interface EngineSummary {
  readonly metrics: Readonly<
    Record<
      string,
      {
        readonly values: Readonly<Record<string, number>>;
        readonly thresholds?: Readonly<Record<string, { readonly ok: boolean }>>;
      }
    >
  >;
}

const WORDS: Readonly<Record<string, string>> = {
  checks: "checks failed",
  [ITEM_FAILURES]: "requests failed",
  [ITEMS_DONE]: "less work was done than planned",
  http_req_duration: "responses were too slow",
};

/** One line per crossed threshold; none without a summary. */
export function brokenThresholds(summary: EngineSummary | undefined): string[] {
  return Object.entries(summary?.metrics ?? {}).flatMap(([metric, { thresholds }]) =>
    Object.entries(thresholds ?? {})
      .filter(([, { ok }]) => !ok)
      .map(([rule]) => `${WORDS[metric.replace(/\{.*/, "")] ?? metric}: ${metric} ${rule} was crossed`),
  );
}

/** Of all samples of a trend; undefined where there were none. */
export function trendOf(summary: EngineSummary | undefined, metric: string): Latency | undefined {
  const value = (name: string): number => metricValue(summary, metric, name);
  if (value("max") === 0) return undefined;
  return {
    min: value("min"),
    mean: value("avg"),
    p50: value("med"),
    p90: value("p(90)"),
    p95: value("p(95)"),
    p99: value("p(99)"),
    max: value("max"),
  };
}

/** A value of a metric; 0 where the run made none. */
export function metricValue(summary: EngineSummary | undefined, metric: string, name: string): number {
  return summary?.metrics[metric]?.values[name] ?? 0;
}
