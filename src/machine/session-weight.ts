/** How processes of this program share the CPU with others on the same machine. */

import { spawnSync } from "node:child_process";
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

/**
 * The weight of the session that a process leads, where the scheduler shares the CPU out by session first (autogroup of
 * Linux). Does nothing where the system has no such groups.
 */
export function setSessionNice(pid: number, nice: number): void {
  try {
    writeFileSync(`/proc/${pid}/autogroup`, String(nice));
  } catch {
    // No Linux, or no autogroup: the scheduler knows threads only.
  }
}

/**
 * A process that wakes up then waits for its turn (SCHED_BATCH: sched(7)). Several that exchange small messages would
 * interrupt each other at each message, and every switch empties the caches. Does nothing where there is no `chrt`.
 */
export function runAsBatch(pid: number): void {
  spawnSync("chrt", ["--all-tasks", "--batch", "--pid", "0", String(pid)], { stdio: "ignore" });
}
