/** How the share of failures changed, by operation and in total. Pure. */

import { itemsIn } from "../outcome-counts.ts";
import type { OperationRow, RunSummary } from "../run-summary.ts";
import { type ShareCount, shareChange } from "../stats/proportion.ts";
import { operationName } from "./run-data.ts";

export interface FailureChange {
  /** `students create`, or `all`. */
  readonly operation: string;
  readonly base: ShareCount;
  readonly run: ShareCount;
  /** Difference of the shares, with its 99 % interval. */
  readonly change: number;
  readonly low: number;
  readonly high: number;
  /** The whole interval lies beyond the limit. */
  readonly isRegression: boolean;
}

/** The total, then operations of both runs that failed in one of them. */
export function compareFailures(base: RunSummary, run: RunSummary, limit: number | undefined): FailureChange[] {
  const before = new Map(base.operations.map((row) => [operationName(row), row]));
  const rows = run.operations.flatMap((row) => {
    const name = operationName(row);
    const own = before.get(name);
    return own === undefined ? [] : [changeOf(name, countOf(own), countOf(row), limit)];
  });
  const whole = changeOf("all", countOf(base), countOf(run), limit);
  return [whole, ...rows.filter((row) => row.base.hits > 0 || row.run.hits > 0)];
}

function changeOf(operation: string, base: ShareCount, run: ShareCount, limit: number | undefined): FailureChange {
  const difference = shareChange(base, run);
  return { operation, base, run, ...difference, isRegression: limit !== undefined && difference.low > limit };
}

function countOf({ failures, outcomes }: Pick<OperationRow, "failures" | "outcomes">): ShareCount {
  return { hits: failures, count: Math.max(itemsIn(outcomes), failures) };
}
