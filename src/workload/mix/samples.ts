/** Whether a run did enough operations of each method in its mix. Pure. */

import { formatCount } from "../../base/figures.ts";
import { type Reason, reason } from "../../results/reason.ts";
import type { OperationTally } from "./achieved.ts";
import type { Shares } from "./compile-mix.ts";
import { METHODS } from "./kinds.ts";

/** The whole run needs this many times the least of one method. */
const TIMES_IN_ALL = 3;

/** @param least operations per method of the mix; 0: no minimum */
export function sampleReasons(tally: OperationTally, wanted: Shares, least: number): Reason[] {
  const asked = METHODS.filter((method) => wanted[method] > 0);
  const few = asked.filter((method) => tally.countOf(method) < least);
  const { operations } = tally;
  const reasons: Reason[] = [];
  if (few.length > 0) {
    const counts = few.map((method) => `${method} ${formatCount(tally.countOf(method))}`).join(", ");
    const text = `too few samples: ${counts}; at least ${formatCount(least)} of each are required (--min-samples)`;
    reasons.push(reason("too-few-samples", text, { least }));
  }
  const all = TIMES_IN_ALL * least;
  if (operations < all) {
    const text = `too few samples: ${formatCount(operations)} operations; at least ${formatCount(all)} are required`;
    reasons.push(reason("too-few-samples", text, { operations, least: all }));
  }
  return reasons;
}
