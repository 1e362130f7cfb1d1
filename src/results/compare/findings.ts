/** Which changes are significant when all are tested together. Pure. */

import { holmAdjust } from "../stats/holm.ts";
import type { Change } from "./compare-operation.ts";
import type { OperationComparison } from "./comparison.ts";

/** Chance of any false alarm among all tests of a comparison when no true change is beyond its limit. */
export const ALPHA = 0.05;

/** Turns each `suspect` that survives Holm's correction into a `regression`. */
export function decide(rows: readonly OperationComparison[]): OperationComparison[] {
  const asked = rows.flatMap(({ changes }) => changes.filter(({ pValue }) => pValue !== undefined));
  const adjusted = holmAdjust(asked.map(({ pValue }) => pValue ?? 1));
  const values = new Map<Change, number>(asked.map((change, index) => [change, adjusted[index] ?? 1]));
  const judge = (change: Change): Change =>
    change.finding === "suspect" && (values.get(change) ?? 1) <= ALPHA ? { ...change, finding: "regression" } : change;
  return rows.map((row) => ({ ...row, changes: row.changes.map(judge) }));
}

export function regressionsOf({ changes }: OperationComparison): Change[] {
  return changes.filter(({ finding }) => finding === "regression");
}
