/** What k6 writes at the end of a run (see `src/k6/summary.ts`), and its broken thresholds in words. Pure. */

import { ITEM_FAILURES, ITEMS_DONE } from "../lib/contracts/metrics.ts";

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

/** A value of a metric; 0 where the run made none. */
export function metricValue(summary: EngineSummary | undefined, metric: string, name: string): number {
  return summary?.metrics[metric]?.values[name] ?? 0;
}
