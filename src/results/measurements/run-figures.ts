/** The figures of a whole run, from the totals of its record; several starts of k6 in one run are merged. Pure. */

import { addOutcomes, failuresIn, itemsIn } from "../outcome-counts.ts";
import type { Latency, OperationRow, OutcomeCounts } from "../run-summary.ts";
import { type LatencyPart, quantileOf } from "./latency-window.ts";
import { NO_LATENCY, operationsFromRecord } from "./operations.ts";
import type { CallFigures, Figures } from "./record.ts";
import type { MeasuredWindow } from "./window.ts";

export interface RunFigures {
  /** HTTP requests, repeats included. */
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly latencyMs: Latency;
  readonly outcomes: OutcomeCounts;
  readonly failures: number;
  readonly operations: readonly OperationRow[];
}

/**
 * @param totals undefined: k6 ended before its first period was over
 * @param window undefined: the time of the record stands for it
 */
export function runFigures(totals: Figures | undefined, window: MeasuredWindow | undefined): RunFigures {
  const { requests = 0, outcomes = {} } = totals ?? {};
  const seconds = window === undefined ? (totals?.seconds ?? 0) : window.windowMs / 1000;
  return {
    requests,
    requestsPerSecond: seconds > 0 ? requests / seconds : 0,
    latencyMs: totals?.latencyMs ?? NO_LATENCY,
    outcomes,
    failures: failuresIn(outcomes),
    operations: totals === undefined ? [] : operationsFromRecord(totals, seconds),
  };
}

/** `next` follows `before` in the same run: counts are added, percentiles are those of all requests together. */
export function mergeFigures(before: Figures | undefined, next: Figures | undefined): Figures | undefined {
  if (before === undefined || next === undefined) return before ?? next;
  const [first, second] = [itemsIn(before.outcomes), itemsIn(next.outcomes)];
  const failedItems = before.itemFailureShare * first + next.itemFailureShare * second;
  return {
    second: before.second + next.second,
    seconds: before.seconds + next.seconds,
    requests: before.requests + next.requests,
    failedRequests: before.failedRequests + next.failedRequests,
    outcomes: addOutcomes([before.outcomes, next.outcomes]),
    itemFailureShare: first + second > 0 ? failedItems / (first + second) : 0,
    latencyMs: mergeLatency([before, next]),
    iterations: before.iterations + next.iterations,
    droppedIterations: before.droppedIterations + next.droppedIterations,
    lateItems: before.lateItems + next.lateItems,
    vus: next.vus,
    vusMax: Math.max(before.vusMax, next.vusMax),
    schedulingDelayMs: next.schedulingDelayMs ?? before.schedulingDelayMs,
    calls: mergeCalls(before.calls, next.calls),
  };
}

function mergeCalls(before: readonly CallFigures[], next: readonly CallFigures[]): CallFigures[] {
  const merged = new Map<string, CallFigures>();
  for (const call of [...before, ...next]) {
    const key = `${call.resource} ${call.op}`;
    const known = merged.get(key);
    merged.set(key, known === undefined ? call : mergeCall(known, call));
  }
  return [...merged.values()];
}

function mergeCall(before: CallFigures, next: CallFigures): CallFigures {
  return {
    ...before,
    requests: before.requests + next.requests,
    latencyMs: mergeLatency([before, next]),
    outcomes: addOutcomes([before.outcomes, next.outcomes]),
  };
}

function mergeLatency(parts: readonly LatencyPart[]): Latency | undefined {
  const counted = parts.flatMap(({ requests, latencyMs }) =>
    latencyMs === undefined ? [] : [{ requests, latencyMs }],
  );
  if (counted.length < 2) return counted[0]?.latencyMs;
  const percentile = (quantile: number): number => quantileOf(counted, quantile) ?? 0;
  return {
    min: Math.min(...counted.map(({ latencyMs }) => latencyMs.min)),
    mean:
      sum(counted.map(({ requests, latencyMs }) => requests * latencyMs.mean)) / sum(counted.map((p) => p.requests)),
    p50: percentile(0.5),
    p90: percentile(0.9),
    p95: percentile(0.95),
    p99: percentile(0.99),
    max: Math.max(...counted.map(({ latencyMs }) => latencyMs.max)),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
