/** Whether the figures are those of the work that was done: k6 can be made to drop what it measures. Pure. */

import { formatCount } from "../base/figures.ts";
import type { Outcome } from "../lib/http/outcome.ts";
import { type Reason, reason } from "./reason.ts";
import type { OperationRow } from "./run-summary.ts";

const DONE: readonly Outcome[] = ["created", "updated", "unchanged", "read", "deleted"];
/** At the end of the warm-up, a response and its outcome can fall on different sides. */
const TOLERATED = 10;
const TOLERATED_SHARE = 0.01;

/** @param operations all rows of a run */
export function sampleReasons(operations: readonly OperationRow[]): Reason[] {
  const done = doneIn(operations);
  const unmeasured = doneIn(operations.filter(({ latencyMs }) => Number.isNaN(latencyMs.max)));
  if (unmeasured <= Math.max(TOLERATED, TOLERATED_SHARE * done)) return [];
  const text =
    `k6 measured no response time for ${formatCount(unmeasured)} of ${formatCount(done)} finished operations: ` +
    "the figures do not describe the run";
  return [reason("samples", text, { unmeasured, done })];
}

function doneIn(operations: readonly OperationRow[]): number {
  return operations.reduce((sum, { outcomes }) => sum + DONE.reduce((own, name) => own + (outcomes[name] ?? 0), 0), 0);
}
