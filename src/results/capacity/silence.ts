/** Distinguishes a target that no longer answers from one that is too slow. Pure. */

import type { EndedOperation } from "./answer-tally.ts";
import { FailureStreak, REFUSED, UNANSWERED } from "./failure-streak.ts";

/** A target is silent when no operation had an answer for this long. */
const LONG_ENOUGH_MS = 10_000;

/** Answers of a gateway to `/health`, in a row, after which its refusals count as silence, too. */
const FEWEST_OF_GATEWAY = 2;

export class Silence {
  readonly #unanswered = new FailureStreak(UNANSWERED);
  readonly #refused = new FailureStreak(REFUSED);
  /** The steps of the last operation outside of each streak. */
  #answeredIn = 1;
  #acceptedIn = 1;
  #ofGateway = 0;
  #nowMs = 0;
  #step = 1;

  add({ failure }: EndedOperation): void {
    if (!this.#unanswered.add(failure, this.#nowMs)) this.#answeredIn = this.#step;
    if (!this.#refused.add(failure, this.#nowMs)) this.#acceptedIn = this.#step;
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
   * The step in which the target stopped responding, from 1; undefined: it answers.
   * @param held whether a step held: then the last answers came at its end
   */
  stoppedIn(held: (step: number) => boolean): number | undefined {
    const isBehindGateway = this.#ofGateway >= FEWEST_OF_GATEWAY && this.#refused.isLong(this.#nowMs, LONG_ENOUGH_MS);
    if (!isBehindGateway && !this.#unanswered.isLong(this.#nowMs, LONG_ENOUGH_MS)) return undefined;
    const stepBefore = isBehindGateway ? this.#acceptedIn : this.#answeredIn;
    return held(stepBefore) ? stepBefore + 1 : stepBefore;
  }
}
