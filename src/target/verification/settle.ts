/** Checks that wait a bounded time for a target that shows its writes late, as a read replica does. */

import { setTimeout as sleep } from "node:timers/promises";
import { eachInParallel } from "../parallel.ts";

const WIDTH = 8;
/** Waits between the rounds, ten seconds in all; tests whose target does not lag replace them. */
export const settling: { waitsMs: readonly number[] } = { waitsMs: [100, 300, 600, 1000, 2000, 6000] };

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
 * @param isFinal no replica that lags shows this, such as another item under an ID: it is not checked again
 */
export async function settle<T, P = string>(
  items: readonly T[],
  problemOf: (item: T) => Promise<P | undefined>,
  isFinal: (problem: P) => boolean = () => false,
  waitsMs = settling.waitsMs,
): Promise<Settled<T, P>> {
  const final: { item: T; problem: P }[] = [];
  const round = async (checked: readonly T[]): Promise<{ item: T; problem: P }[]> => {
    const wrong: { item: T; problem: P }[] = [];
    await eachInParallel(checked, WIDTH, async (item) => {
      const problem = await problemOf(item);
      if (problem !== undefined) (isFinal(problem) ? final : wrong).push({ item, problem });
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
    const before = wrong.length + final.length;
    wrong = await round(wrong.map(({ item }) => item));
    const right = before - wrong.length - final.length;
    if (right === 0) continue;
    last.late += right;
    last.lateMs = waitedMs;
  }
  return { wrong: [...final, ...wrong], ...last };
}
