/** Changes in the order in which people want them: what fails the comparison first, what did not change last. Pure. */

import type { Change, Finding } from "./compare-operation.ts";
import type { Comparison, OperationComparison } from "./comparison.ts";
import { operationName } from "./run-data.ts";

const RANKS: Readonly<Record<Finding, number>> = {
  regression: 0,
  suspect: 1,
  worse: 2,
  better: 3,
  same: 4,
  "too-few": 5,
};

export interface OrderedChange {
  /** `students create`, or `all requests`. */
  readonly operation: string;
  readonly row: OperationComparison;
  readonly change: Change;
}

/** Every measure of all requests and of each operation; none for capacity runs. */
export function orderedChanges(comparison: Comparison): OrderedChange[] {
  return comparedRows(comparison)
    .flatMap((row) => row.changes.map((change) => ({ operation: operationName(row), row, change })))
    .sort(({ change: a }, { change: b }) => RANKS[a.finding] - RANKS[b.finding] || sizeOf(b) - sizeOf(a));
}

/** Whether it is more than chance. */
export function isSignificant({ finding }: Change): boolean {
  return finding !== "same" && finding !== "too-few";
}

/** All requests and each operation, those with the worst findings first; none for capacity runs. */
export function comparedRows({ total, operations }: Comparison): OperationComparison[] {
  const rankOf = ({ changes }: OperationComparison): number =>
    Math.min(...changes.map(({ finding }) => RANKS[finding]));
  return total === undefined ? [] : [total, ...operations].sort((a, b) => rankOf(a) - rankOf(b));
}

/** Operations with enough data and without a significant change. */
export function unchangedOperations({ operations }: Comparison): OperationComparison[] {
  return operations.filter(
    ({ changes }) =>
      changes.some(({ finding }) => finding === "same") && !changes.some((change) => isSignificant(change)),
  );
}

/** Half and twice are equally large. */
function sizeOf({ change }: Change): number {
  const size = Math.abs(Math.log(Math.max(1e-9, 1 + change)));
  return Number.isNaN(size) ? 0 : size;
}
