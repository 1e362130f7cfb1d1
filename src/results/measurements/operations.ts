/** The table by resource and operation, and the counts of a whole run, from the last totals of its record. Pure. */

import { formatMs } from "../../base/figures.ts";
import { failuresIn } from "../outcome-counts.ts";
import type { Latency, OperationRow } from "../run-summary.ts";
import type { Figures } from "./record.ts";

const NONE = Number.NaN;

export const NO_LATENCY: Latency = { min: NONE, mean: NONE, p50: NONE, p90: NONE, p95: NONE, p99: NONE, max: NONE };

/** `median 3.40 ms, p95 9.10 ms` */
export function latencyText({ p50, p95 }: Latency): string {
  return `median ${formatMs(p50)}, p95 ${formatMs(p95)}`;
}

/** Sorted by resource, then operation. @param seconds that rates are over */
export function operationsFromRecord(totals: Figures, seconds: number): OperationRow[] {
  return totals.calls
    .map(({ resource, op, requests, latencyMs, outcomes }) => ({
      resource,
      op,
      requests,
      perSecond: seconds > 0 ? requests / seconds : 0,
      latencyMs: latencyMs ?? NO_LATENCY,
      outcomes,
      failures: failuresIn(outcomes),
    }))
    .sort((a, b) => compare(a.resource, b.resource) || compare(a.op, b.op));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
