/** Reasons for shares that differ from the mix. Pure. */

import { formatShare } from "../../base/figures.ts";
import { type Reason, reason } from "../../results/reason.ts";
import { isOff, type MixRow } from "./achieved.ts";

/** @param vus each may still owe one delete */
export function mixReasons(rows: readonly MixRow[], operations: number, vus: number): Reason[] {
  return operations === 0 ? [] : rows.filter((row) => isOff(row, operations, vus)).map(missedMix);
}

function missedMix({ op, wanted, achieved }: MixRow): Reason {
  const text = `the mix was missed: ${op} ${formatShare(achieved)}, wanted ${formatShare(wanted)}`;
  return reason("mix-missed", text, { op, wanted, achieved });
}
