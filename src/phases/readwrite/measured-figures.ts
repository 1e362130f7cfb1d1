/**
 * Figures of the measured scenario: the record of k6 holds the warm-up too, and counts a lost race for an item as a
 * failure. Pure.
 */

import { workDuration } from "../../lib/contracts/metrics.ts";
import { metricValue, trendOf } from "../../results/engine-summary.ts";
import { NO_LATENCY } from "../../results/measurements/operations.ts";
import type { RunFigures } from "../../results/measurements/run-figures.ts";
import type { OperationRow } from "../../results/run-summary.ts";
import type { EngineResult } from "../../run/phase.ts";
import { failuresOf, type OperationCount } from "./mix/achieved.ts";
import { MEASURED, MEASURED_DURATION, tagsOf } from "./mix/thresholds.ts";

/** @param rows of the journal */
export function measuredFigures(
  { summary, figures: recorded, window, durationMs }: EngineResult,
  rows: readonly OperationCount[],
): RunFigures {
  const seconds = Math.max(0.001, (window?.windowMs ?? durationMs) / 1000);
  const outcomes: Record<string, number> = {};
  for (const row of rows)
    for (const [outcome, count] of Object.entries(row.outcomes)) outcomes[outcome] = (outcomes[outcome] ?? 0) + count;
  const operations = rows.map((row): OperationRow => {
    // A k6 that was killed leaves no summary, but the record.
    const known = recorded.operations.find(({ resource, op }) => resource === row.resource && op === row.op);
    return {
      ...row,
      perSecond: row.requests / seconds,
      latencyMs: trendOf(summary, workDuration(tagsOf(row.resource, row.op))) ?? known?.latencyMs ?? NO_LATENCY,
      failures: failuresOf(row.outcomes),
    };
  });
  const counted = rows.reduce((sum, row) => sum + row.requests, 0);
  return {
    requests: metricValue(summary, `http_reqs${MEASURED}`, "count") || counted,
    requestsPerSecond: counted / seconds,
    latencyMs: trendOf(summary, MEASURED_DURATION) ?? recorded.latencyMs,
    outcomes,
    failures: operations.reduce((sum, { failures }) => sum + failures, 0),
    operations,
  };
}

/** Lost writes are found apart from the operations, which were acknowledged. */
export function withLost(figures: RunFigures, lost: number): RunFigures {
  const counted = figures.outcomes["lost-write"] ?? 0;
  if (lost <= counted) return figures;
  const outcomes = { ...figures.outcomes, "lost-write": lost };
  return { ...figures, outcomes, failures: figures.failures + lost - counted };
}
