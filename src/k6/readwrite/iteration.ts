/** Starts the operation of an iteration: at once, or when it is due. */

import { sleep } from "k6";
import { writeMissedLine } from "../../lib/contracts/journal/engine-lines.ts";
import { afterWith, type MaybePromise } from "../../lib/maybe-promise.ts";
import { END, MISSED, type PaceStep } from "../../lib/pace/schedule.ts";
import { paceNow, waitAtGate } from "../gate.ts";
import { writeLine } from "../journal.ts";
import { doOperation } from "./operation.ts";
import { awaitDue } from "./paced.ts";
import { plan, setLateness } from "./vu.ts";

/** Starts the operation as soon as there is no pause. */
export function doAtOnce(iteration: number, warmingUp: boolean): MaybePromise<void> {
  const pause = FOR_RUNNER ? waitAtGate() : undefined;
  if (pause === undefined) return doOperation(iteration, warmingUp);
  return afterWith(pause, doOperation, iteration, warmingUp);
}

/** Starts the operation when it is due in the runner's schedule; not at all if its step has ended. */
export function doWhenDue(iteration: number): MaybePromise<void> {
  return afterWith(awaitDue(iteration), doLate, iteration, iteration < plan.stock);
}

/** @param isFirst whether it is one of the creates before the first step. @param lateMs see `awaitDue` */
function doLate(iteration: number, isFirst: boolean, lateMs: number): MaybePromise<void> {
  if (lateMs === MISSED) {
    // An operation that is due after the end of the run does not count as missed.
    const last = paceNow().at(-1) as PaceStep;
    if (FOR_RUNNER && iteration < last.first) writeLine(writeMissedLine(iteration));
    // Wait until k6 is stopped. Another iteration would have no journal line, like an operation that was cut off.
    if (last.perSecond === END && Date.now() >= last.fromMs) sleep(60);
    return undefined;
  }
  setLateness(lateMs);
  // Its operation line counts as warm-up, so the iteration number is not used in the measured part.
  if (isFirst) writeLine(writeMissedLine(iteration));
  return doOperation(iteration, isFirst);
}
