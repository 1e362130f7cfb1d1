/** Failures of some kinds in a row, and since when. Pure. */

import type { Outcome } from "../../lib/http/outcome.ts";

/** Fewer failures in a row say nothing about the target. */
const FEWEST = 3;

type Failures = readonly (Outcome | undefined)[];

/** Of a target that is gone. */
export const UNANSWERED: Failures = ["cut-off", "timed-out"];
/** Also what a proxy answers for a target that is gone, or an open circuit breaker for one that is not. */
export const REFUSED: Failures = [...UNANSWERED, "unavailable"];

export class FailureStreak {
  readonly #failures: Failures;
  #count = 0;
  #sinceMs = 0;

  constructor(failures: Failures) {
    this.#failures = failures;
  }

  /** When it began, by the clock of the journal. */
  get sinceMs(): number {
    return this.#sinceMs;
  }

  /** An operation ended. @returns whether the streak goes on, or begins */
  add(failure: Outcome | undefined, nowMs: number): boolean {
    const isOneOfThem = this.#failures.includes(failure);
    if (isOneOfThem && this.#count === 0) this.#sinceMs = nowMs;
    this.#count = isOneOfThem ? this.#count + 1 : 0;
    return isOneOfThem;
  }

  isLong(nowMs: number, longMs: number): boolean {
    return this.#count >= FEWEST && nowMs - this.#sinceMs >= longMs;
  }
}
