/** Operations in a row that ended in one of some failures. Pure. */

import type { Outcome } from "../../lib/http/outcome.ts";

/** Fewer tell nothing. */
const FEWEST = 3;

export type Failures = readonly (Outcome | undefined)[];

/** Of a target that is gone. */
export const UNANSWERED: Failures = ["cut-off", "timed-out"];
/** What a proxy in front of a target that is gone makes of it, and an open circuit breaker of a target that is not. */
export const REFUSED: Failures = [...UNANSWERED, "unavailable"];

export class Stretch {
  /** Of the last operation that did not. */
  stepBefore = 1;
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

  add(failure: Outcome | undefined, nowMs: number, step: number): void {
    if (!this.#failures.includes(failure)) {
      this.#count = 0;
      this.stepBefore = step;
    } else if (this.#count++ === 0) this.#sinceMs = nowMs;
  }

  isLong(nowMs: number, longMs: number): boolean {
    return this.#count >= FEWEST && nowMs - this.#sinceMs >= longMs;
  }
}
