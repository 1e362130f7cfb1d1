/** Tells a target that does not answer any more from one that is too slow. Pure. */

import type { Outcome } from "../../lib/http/outcome.ts";
import type { EndedOperation } from "./answer-tally.ts";

/** A target is silent after so many operations without an answer, over so long a time, and with no answer between. */
const FEWEST = 3;
const LONG_ENOUGH_MS = 10_000;

const UNANSWERED: readonly (Outcome | undefined)[] = ["cut-off", "timed-out"];
/** What a proxy in front of a target that is gone makes of it, and an open circuit breaker of a target that is not. */
const REFUSED: readonly (Outcome | undefined)[] = [...UNANSWERED, "unavailable"];

/** Answers of `/health` in a row that tell one from the other. */
const FEWEST_OF_GATEWAY = 2;

export class Silence {
  readonly #unanswered = new Stretch(UNANSWERED);
  readonly #refused = new Stretch(REFUSED);
  #ofGateway = 0;
  #nowMs = 0;
  #step = 1;

  add({ failure }: EndedOperation): void {
    this.#unanswered.add(failure, this.#nowMs, this.#step);
    this.#refused.add(failure, this.#nowMs, this.#step);
  }

  /** `/health` answered. @param isGateway not the target, but a proxy in front of it */
  health(isGateway: boolean): void {
    this.#ofGateway = isGateway ? this.#ofGateway + 1 : 0;
  }

  /** The clock of the journal. @param step that was under way until now, counted from 1 */
  tick(ms: number, step: number): void {
    this.#nowMs = ms;
    this.#step = step;
  }

  /**
   * The step in which the target stopped answering, from 1; undefined: it answers.
   * @param held whether a step held: then the last answers came at its end
   */
  stoppedIn(held: (step: number) => boolean): number | undefined {
    const isBehindGateway = this.#ofGateway >= FEWEST_OF_GATEWAY && this.#refused.isLong(this.#nowMs);
    if (!isBehindGateway && !this.#unanswered.isLong(this.#nowMs)) return undefined;
    const { stepBefore } = isBehindGateway ? this.#refused : this.#unanswered;
    return held(stepBefore) ? stepBefore + 1 : stepBefore;
  }
}

/** Operations in a row that ended in one of some failures. */
class Stretch {
  /** Of the last operation that did not. */
  stepBefore = 1;
  readonly #failures: readonly (Outcome | undefined)[];
  #count = 0;
  #sinceMs = 0;

  constructor(failures: readonly (Outcome | undefined)[]) {
    this.#failures = failures;
  }

  add(failure: Outcome | undefined, nowMs: number, step: number): void {
    if (!this.#failures.includes(failure)) {
      this.#count = 0;
      this.stepBefore = step;
    } else if (this.#count++ === 0) this.#sinceMs = nowMs;
  }

  isLong(nowMs: number): boolean {
    return this.#count >= FEWEST && nowMs - this.#sinceMs >= LONG_ENOUGH_MS;
  }
}
