/**
 * Figures of the measured scenario: the record of k6 holds the warm-up too, and counts a lost race for an item as a
 * failure. Pure.
 */

import { type EngineSummary, metricValue } from "../../results/engine-summary.ts";
import { NO_LATENCY } from "../../results/measurements/operations.ts";
import type { RunFigures } from "../../results/measurements/run-figures.ts";
import type { Latency, OperationRow } from "../../results/run-summary.ts";
import { failuresOf, type OperationCount } from "./mix/achieved.ts";
import { MEASURED, rowTags } from "./mix/thresholds.ts";

/** @param rows of the journal. @param measuredMs how long the measured part took */
export function measuredFigures(
  summary: EngineSummary | undefined,
  rows: readonly OperationCount[],
  measuredMs: number,
): RunFigures {
  const seconds = Math.max(0.001, measuredMs / 1000);
  const outcomes: Record<string, number> = {};
  for (const row of rows)
    for (const [outcome, count] of Object.entries(row.outcomes)) outcomes[outcome] = (outcomes[outcome] ?? 0) + count;
  const operations = rows.map(
    (row): OperationRow => ({
      ...row,
      perSecond: row.requests / seconds,
      latencyMs: latencyOf(summary, `http_req_duration${rowTags(row.resource, row.op)}`),
      failures: failuresOf(row.outcomes),
    }),
  );
  const counted = rows.reduce((sum, row) => sum + row.requests, 0);
  return {
    requests: metricValue(summary, `http_reqs${MEASURED}`, "count") || counted,
    requestsPerSecond: counted / seconds,
    latencyMs: latencyOf(summary, `http_req_duration${MEASURED}`),
    outcomes,
    failures: operations.reduce((sum, { failures }) => sum + failures, 0),
    operations,
  };
}

function latencyOf(summary: EngineSummary | undefined, metric: string): Latency {
  const value = (name: string): number => metricValue(summary, metric, name);
  if (value("max") === 0) return NO_LATENCY;
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

/** Lost writes are found apart from the operations, which were acknowledged. */
export function withLost(figures: RunFigures, lost: number): RunFigures {
  const counted = figures.outcomes["lost-write"] ?? 0;
  if (lost <= counted) return figures;
  const outcomes = { ...figures.outcomes, "lost-write": lost };
  return { ...figures, outcomes, failures: figures.failures + lost - counted };
}
