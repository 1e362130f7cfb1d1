/** Begins the operation of an iteration: at once, or when it is due. */

import { sleep } from "k6";
import { writeMissedLine } from "../../lib/contracts/journal/engine-lines.ts";
import { afterWith, type MaybePromise } from "../../lib/maybe-promise.ts";
import { END, MISSED, type PaceStep } from "../../lib/pace/schedule.ts";
import { paceNow, waitAtGate } from "../gate.ts";
import { writeLine } from "../journal.ts";
import { doOperation } from "./operation.ts";
import { awaitDue } from "./paced.ts";
import { plan, setLateness } from "./vu.ts";

/** Begins as soon as there is no pause. */
export function doAtOnce(iteration: number, warmingUp: boolean): MaybePromise<void> {
  const pause = FOR_RUNNER ? waitAtGate() : undefined;
  if (pause === undefined) return doOperation(iteration, warmingUp);
  return afterWith(pause, doOperation, iteration, warmingUp);
}

/** Begins when the schedule of the runner says so, or not at all. */
export function doWhenDue(iteration: number): MaybePromise<void> {
  return afterWith(awaitDue(iteration), doLate, iteration, iteration < plan.stock);
}

/** @param isFirst it is one of the first creates */
function doLate(iteration: number, isFirst: boolean, lateMs: number): MaybePromise<void> {
  if (lateMs === MISSED) {
    // An operation that is due after the end of the run does not count as missed.
    const last = paceNow().at(-1) as PaceStep;
    if (FOR_RUNNER && iteration < last.first) writeLine(writeMissedLine(iteration));
    // Until k6 is ended: a number that the VU takes now may have no line, as if an operation had been cut off.
    if (last.perSecond === END && Date.now() >= last.fromMs) sleep(60);
    return undefined;
  }
  setLateness(lateMs);
  // Its line is one of the warm-up: in the measured part the number is not used.
  if (isFirst) writeLine(writeMissedLine(iteration));
  return doOperation(iteration, isFirst);
}
