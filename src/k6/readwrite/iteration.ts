/** When the operation of an iteration begins. */

import { writeMissedLine } from "../../lib/contracts/journal/engine-lines.ts";
import type { MaybePromise } from "../../lib/maybe-promise.ts";
import { MISSED } from "../../lib/pace/schedule.ts";
import { paceNow, waitAtGate } from "../gate.ts";
import { writeLine } from "../journal.ts";
import { doOperation } from "./operation.ts";
import { awaitDue } from "./paced.ts";
import type { Turn } from "./turn.ts";

/** As soon as no pause is on. */
export function doAtOnce(turn: Turn, iteration: number, warmingUp: boolean): MaybePromise<void> {
  const gate = waitAtGate();
  return gate === undefined
    ? doOperation(turn, iteration, warmingUp)
    : gate.then(() => doOperation(turn, iteration, warmingUp));
}

/** When the schedule of the runner says so, or not at all. */
export function doWhenDue(turn: Turn, iteration: number): MaybePromise<void> {
  const lateMs = awaitDue(iteration);
  return typeof lateMs === "number"
    ? doLate(turn, iteration, lateMs)
    : lateMs.then((ms) => doLate(turn, iteration, ms));
}

function doLate(turn: Turn, iteration: number, lateMs: number): MaybePromise<void> {
  if (lateMs === MISSED) {
    // What is due after the end of the run was never asked for.
    if (FOR_RUNNER && iteration < (paceNow().at(-1)?.first ?? 0)) writeLine(writeMissedLine(iteration));
    return undefined;
  }
  turn.lateMs = lateMs;
  const isFirst = iteration < turn.plan.stock;
  // Its line is one of the warm-up: in the measured part the number is not used.
  if (isFirst) writeLine(writeMissedLine(iteration));
  return doOperation(turn, iteration, isFirst);
}
