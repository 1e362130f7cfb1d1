/** The weight of a session against others, where the scheduler shares the CPU out by session first (autogroup of Linux). */

import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";

/** Each step of niceness takes a fifth of the weight: sched(7). */
const WEIGHT_OF_A_STEP = 1.25;
const LOWEST = 19;

/** @param cores for one of several processes of the same kind here: together they get what one would get alone */
export function niceOfShare(cores: number, all = availableParallelism()): number {
  const steps = Math.log(all / cores) / Math.log(WEIGHT_OF_A_STEP);
  return Math.min(LOWEST, Math.max(0, Math.round(steps)));
}

/** Of the session that a process leads. Does nothing where the system has no such groups. */
export function setSessionNice(pid: number, nice: number): void {
  try {
    writeFileSync(`/proc/${pid}/autogroup`, String(nice));
  } catch {
    // No Linux, or no autogroup: the scheduler knows threads only.
  }
}
