/**
 * The steered pace: operation n begins when it is due in the runner's schedule, or as soon as a VU is free after that.
 * k6's arrival-rate executors drop what they cannot start in time and cannot change their rate while they run; here an
 * operation is late instead, and its latency counts from when it was due.
 */

import { sleep } from "k6";
import { dueMs, hasEnded, MISSED } from "../../lib/pace/schedule.ts";
import { paceNow, waitAtGate } from "../gate.ts";

/** The longest sleep before the schedule is read again. */
const PIECE_MS = 250;

/** @returns how late the operation begins in milliseconds; MISSED: its step is over, so it is not done */
export function awaitDue(operation: number): number | Promise<number> {
  for (;;) {
    const gate = waitAtGate();
    if (gate !== undefined) return gate.then(() => awaitDue(operation));
    const nowMs = Date.now();
    const due = dueMs(paceNow(), operation, nowMs);
    if (due === MISSED) {
      if (hasEnded(paceNow(), nowMs)) sleep(PIECE_MS / 1000);
      return MISSED;
    }
    if (due <= nowMs) return nowMs - due;
    sleep(Math.min(PIECE_MS, due - nowMs) / 1000);
  }
}
