/** Tells a target that was out for a while, such as for a restart, from one that fails under its load. Pure. */

import type { EndedOperation } from "./answer-tally.ts";
import { REFUSED, Stretch } from "./stretch.ts";

/** An overloaded target does some operations in so long a time. */
const SHORTEST_MS = 3000;
/** What lasts longer is no disturbance. */
const LONGEST_MS = 30_000;

export class Outages {
  readonly #stretch = new Stretch(REFUSED);
  #nowMs = 0;
  /** The last one in the present step; undefined: there was none. */
  #outage: { readonly sinceMs: number; readonly lastsMs: number } | undefined;
  /** By load: when the first outage under it began. */
  readonly #firstMs = new Map<number, number>();
  /** It was out under the same load again: from now on, its load is the reason. */
  #isByLoad = false;

  add({ failure }: EndedOperation): void {
    this.#stretch.add(failure, this.#nowMs, 0);
  }

  tick(ms: number): void {
    this.#nowMs = ms;
    const { sinceMs } = this.#stretch;
    if (this.#stretch.isLong(ms, SHORTEST_MS)) this.#outage = { sinceMs, lastsMs: ms - sinceMs };
  }

  /**
   * A step has ended.
   * @param load its rate, or its users
   * @returns whether an outage was in it that may have had another reason than the load
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
