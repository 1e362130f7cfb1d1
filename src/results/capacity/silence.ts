/** Tells a target that does not answer any more from one that is too slow. Pure. */

import type { EndedOperation } from "./answer-tally.ts";
import { REFUSED, Stretch, UNANSWERED } from "./stretch.ts";

/** A target is silent when operations had no answer for so long, with no answer between. */
const LONG_ENOUGH_MS = 10_000;

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
    const isBehindGateway = this.#ofGateway >= FEWEST_OF_GATEWAY && this.#refused.isLong(this.#nowMs, LONG_ENOUGH_MS);
    if (!isBehindGateway && !this.#unanswered.isLong(this.#nowMs, LONG_ENOUGH_MS)) return undefined;
    const { stepBefore } = isBehindGateway ? this.#refused : this.#unanswered;
    return held(stepBefore) ? stepBefore + 1 : stepBefore;
  }
}
