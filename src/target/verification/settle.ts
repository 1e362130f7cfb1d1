/** Checks that wait a bounded time for a target that shows its writes late, as a read replica does. */

import { setTimeout as sleep } from "node:timers/promises";
import { eachInParallel } from "../parallel.ts";

const WIDTH = 8;
/** Between the rounds, ten seconds in all. */
const WAITS_MS: readonly number[] = [100, 300, 600, 1000, 2000, 6000];

export interface Settled<T, P = string> {
  readonly wrong: readonly { readonly item: T; readonly problem: P }[];
  /** Items that were right only after a wait. */
  readonly late: number;
  /** The longest that one of those took. */
  readonly lateMs: number;
}

/**
 * Checks each item; those with a problem are checked again after a wait.
 * @param problemOf undefined for an item without a problem
 */
export async function settle<T, P = string>(
  items: readonly T[],
  problemOf: (item: T) => Promise<P | undefined>,
  waitsMs = WAITS_MS,
): Promise<Settled<T, P>> {
  const round = async (checked: readonly T[]): Promise<{ item: T; problem: P }[]> => {
    const wrong: { item: T; problem: P }[] = [];
    await eachInParallel(checked, WIDTH, async (item) => {
      const problem = await problemOf(item);
      if (problem !== undefined) wrong.push({ item, problem });
    });
    return wrong;
  };
  let wrong = await round(items);
  let waitedMs = 0;
  const last = { late: 0, lateMs: 0 };
  for (const ms of waitsMs) {
    if (wrong.length === 0) break;
    await sleep(ms);
    waitedMs += ms;
    const before = wrong.length;
    wrong = await round(wrong.map(({ item }) => item));
    if (wrong.length === before) continue;
    last.late += before - wrong.length;
    last.lateMs = waitedMs;
  }
  return { wrong, ...last };
}
