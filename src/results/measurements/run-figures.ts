/** The figures of a whole run, from the totals of its measurements. Pure. */

import { addOutcomes, failuresIn } from "../outcome-counts.ts";
import type { Latency, OperationRow, OutcomeCounts } from "../run-summary.ts";
import { merged } from "../stats/latency-histogram.ts";
import type { Totals } from "./figures.ts";
import { latencyOf, operationRows, requestsIn } from "./operations.ts";
import type { MeasuredWindow } from "./window.ts";

export interface RunFigures {
  /** HTTP requests, repeats included. */
  readonly requests: number;
  readonly requestsPerSecond: number;
  /** Of answers that did the work. */
  readonly latencyMs: Latency;
  readonly outcomes: OutcomeCounts;
  readonly failures: number;
  readonly operations: readonly OperationRow[];
}

/**
 * @param totals undefined: k6 ended before its first period was over
 * @param window undefined: rates are over the time that was measured
 */
export function runFigures(totals: Totals | undefined, window: MeasuredWindow | undefined): RunFigures {
  const calls = totals?.calls ?? [];
  const requests = requestsIn(calls);
  const outcomes = addOutcomes(calls.map((call) => call.outcomes));
  const seconds = window === undefined ? (totals?.seconds ?? 0) : window.windowMs / 1000;
  return {
    requests,
    requestsPerSecond: seconds > 0 ? requests / seconds : 0,
    latencyMs: latencyOf(merged(calls.map(({ done }) => done))),
    outcomes,
    failures: failuresIn(outcomes),
    operations: operationRows(calls, seconds),
  };
}
