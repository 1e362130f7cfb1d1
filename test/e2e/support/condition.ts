/** Waits until something holds, looking often; for what announces itself by no event. */
import { setTimeout as pause } from "node:timers/promises";

const STEP_MS = 10;

/** @returns the first result that is neither undefined nor false. @throws after `withinMs`, naming what did not come. */
export async function until<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  withinMs = 20_000,
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (Date.now() > end) throw new Error(`not within ${withinMs} ms: ${what}`);
    await pause(STEP_MS);
  }
}
