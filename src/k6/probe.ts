/**
 * How late k6 runs its VUs. k6 shows no such figure; so one VU does nothing but sleep, and measures by how much each
 * sleep was too long. When it wakes up late, so do all others, and latencies are those of the generator.
 */

import { sleep } from "k6";
import { writeStartLine } from "../lib/contracts/journal/start-line.ts";
import { schedulingDelay } from "./metrics.ts";
import { UNDER_RUNNER } from "./settings.ts";

const SLEEP_MS = 50;

/** One iteration that lasts until `isOver`, so that the scenario ends with what it watches. */
export function measureDelay(isOver: () => boolean): void {
  while (!isOver()) {
    const startedMs = Date.now();
    sleep(SLEEP_MS / 1000);
    schedulingDelay.add(Math.max(0, Date.now() - startedMs - SLEEP_MS));
  }
}

/** The measured part begins. @param startMs epoch milliseconds */
export function tellStart(startMs: number): void {
  if (UNDER_RUNNER) console.log(writeStartLine(startMs));
}
