/** Distinguishes a target that was down for a while, such as for a restart, from one that fails under load. Pure. */

import type { EndedOperation } from "./answer-tally.ts";
import { FailureStreak, REFUSED } from "./failure-streak.ts";

/** An overloaded target completes at least some operations in this time. */
const SHORTEST_MS = 3000;
/** A longer outage counts as a failure under load. */
const LONGEST_MS = 30_000;

export class Outages {
  readonly #streak = new FailureStreak(REFUSED);
  #nowMs = 0;
  /** The last outage in the step under way; undefined: there was none. */
  #outage: { readonly sinceMs: number; readonly lastsMs: number } | undefined;
  /** By load: when the first outage under it began. */
  readonly #firstMs = new Map<number, number>();
  /** There was a second outage under the same load, or a long one: from now on, the load is the reason. */
  #isByLoad = false;

  add({ failure }: EndedOperation): void {
    this.#streak.add(failure, this.#nowMs);
  }

  tick(ms: number): void {
    this.#nowMs = ms;
    const { sinceMs } = this.#streak;
    if (this.#streak.isLong(ms, SHORTEST_MS)) this.#outage = { sinceMs, lastsMs: ms - sinceMs };
  }

  /**
   * A step has ended.
   * @param load its rate, or its users
   * @returns whether there was an outage that may have had another reason than the load
   */
  endStep(load: number): boolean {
    const outage = this.#outage;
    this.#outage = undefined;
    if (outage === undefined) return false;
    const { sinceMs, lastsMs } = outage;
    const firstMs = this.#firstMs.get(load) ?? sinceMs;
    this.#firstMs.set(load, firstMs);
    this.#isByLoad ||= firstMs !== sinceMs || lastsMs > LONGEST_MS;
    return !this.#isByLoad;
  }
}
