/** Latencies and rows by resource and operation, from counts and histograms. Pure. */

import { formatMs } from "../../base/figures.ts";
import { failuresIn } from "../outcome-counts.ts";
import type { Latency, OperationRow } from "../run-summary.ts";
import { type LatencyHistogram, merged } from "../stats/latency-histogram.ts";
import { rangesOf } from "../stats/response-time-ranges.ts";
import { type Answers, BESIDE, type CallFigures, type OperationFigures } from "./figures.ts";

const NONE = Number.NaN;

export const NO_LATENCY: Latency = { min: NONE, mean: NONE, p50: NONE, p90: NONE, p95: NONE, p99: NONE, max: NONE };

/** `median 3.40 ms, p95 9.10 ms` */
export function latencyText({ p50, p95 }: Latency): string {
  return `median ${formatMs(p50)}, p95 ${formatMs(p95)}`;
}

/** NO_LATENCY where there is none. */
export function latencyOf(histogram: LatencyHistogram): Latency {
  const at = (q: number): number => histogram.quantile(q);
  return { min: at(0), mean: histogram.mean(), p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99), max: at(1) };
}

/** Those that did the work, and all others. */
export function allAnswers(answers: readonly Answers[]): LatencyHistogram {
  return merged(answers.flatMap(({ done, failed }) => [done, failed]));
}

/** Without those that are in no figure of a run. */
export function runOperations(operations: readonly OperationFigures[]): readonly OperationFigures[] {
  return operations.filter(({ op }) => !BESIDE.includes(op));
}

export function requestsIn(answers: readonly Answers[]): number {
  return answers.reduce((sum, { requests }) => sum + requests, 0);
}

/** Sorted by resource, then operation. @param seconds that rates are over */
export function operationRows(calls: readonly CallFigures[], seconds: number): OperationRow[] {
  return calls
    .map(({ resource, op, requests, done, failed, outcomes }) => ({
      resource,
      op,
      requests,
      perSecond: seconds > 0 ? requests / seconds : 0,
      latencyMs: latencyOf(done),
      ranges: rangesOf(done, failed),
      outcomes,
      failures: failuresIn(outcomes),
    }))
    .sort((a, b) => compare(a.resource, b.resource) || compare(a.op, b.op));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
