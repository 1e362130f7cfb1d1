/**
 * The runner's pace: operation n starts when it is due in the schedule, or as soon as a VU is free after that. k6's
 * arrival-rate executors drop iterations that they cannot start in time, and cannot change their rate while they run.
 * Here an operation starts late instead, and its latency counts from when it was due. In a step by users, the operations
 * of active VUs start at once.
 */

import { sleep } from "k6";
import { dueMs, isAtWork, MISSED } from "../../lib/pace/schedule.ts";
import { paceNow, waitAtGate } from "../gate.ts";

/** The longest sleep before the schedule is read again, in seconds. */
const PIECE = 0.25;

/** Number of this VU, from 0. All VUs wait with their first operation for the first step, so its number is unique. */
let user: number | undefined;

/** @returns by how many milliseconds the operation starts late; MISSED: its step has ended, so it is not done */
export function awaitDue(operation: number): number | Promise<number> {
  user ??= operation;
  for (;;) {
    const gate = waitAtGate();
    if (gate !== undefined) return gate.then(() => awaitDue(operation));
    const nowMs = Date.now();
    const due = dueMs(paceNow(), operation, nowMs);
    if (due === MISSED) return MISSED;
    if (due <= nowMs) return nowMs - due;
    if (isAtWork(paceNow(), user, nowMs)) return 0;
    sleep(Math.min(PIECE, (due - nowMs) / 1000));
  }
}
