/** Waits until something holds, looking often, and limits of time that a busy machine can keep. */
import { spawnSync } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";

const STEP_MS = 10;
/** No check: it is for what hangs, and a little less than the timeout of a test, which would not name it. */
const HANGS_MS = 240_000;

/** @returns the first result that is neither undefined nor false. @throws after `withinMs`, naming what did not come. */
export async function until<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  withinMs = HANGS_MS,
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (Date.now() > end) throw new Error(`not within ${withinMs} ms: ${what}`);
    await pause(STEP_MS);
  }
}

/** What starting Node takes on a machine that has nothing else to do. */
const QUIET_START_MS = 40;
const STARTS = 3;

/**
 * A limit for what takes `quietMs` at most on a quiet machine: as much longer as the start of a program takes longer here
 * and now. Call it when the time to be limited has just passed.
 */
export function asBusyAsNow(quietMs: number): number {
  const startMs = performance.now();
  for (let n = 0; n < STARTS; n++) spawnSync(process.execPath, ["--eval", "0"]);
  const slowness = (performance.now() - startMs) / STARTS / QUIET_START_MS;
  return quietMs * Math.max(1, slowness);
}
