/**
 * The open model of a load: item n starts at a fixed time, regardless of response times, if a VU is free. k6's
 * arrival-rate executors drop iterations that they cannot start, and continue after the last item; a load must do every
 * item, and then end.
 */

import { sleep } from "k6";
import exec from "k6/execution";
import { LATE_LINE } from "../../lib/contracts/journal/engine-lines.ts";
import { writeLine } from "../journal.ts";
import { countLateItem } from "../metrics.ts";

/** A start this late is due to too few VUs, not to timer resolution. */
const LATE_MS = 250;

/** @param position of the item in the whole run, over all VUs and execution segments */
export function awaitTurn(position: number, perSecond: number): void {
  const waitMs = exec.scenario.startTime + (position * 1000) / perSecond - Date.now();
  if (waitMs > 0) sleep(waitMs / 1000);
  else if (waitMs < -LATE_MS) recordLateItem();
}

function recordLateItem(): void {
  if (FOR_RUNNER) writeLine(LATE_LINE);
  countLateItem();
}
