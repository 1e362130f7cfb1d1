/** Tells a target that does not answer any more from one that is too slow. Pure. */

import type { EndedOperation } from "./answer-tally.ts";

/** A target is silent after so many operations without an answer, over so long a time, and with no answer between. */
const FEWEST = 3;
const LONG_ENOUGH_MS = 10_000;

export class Silence {
  #unanswered = 0;
  #sinceMs = 0;
  #nowMs = 0;
  #step = 1;
  #stepOfLastAnswer = 1;

  add({ failure }: EndedOperation): void {
    if (failure !== "cut-off" && failure !== "timed-out") {
      this.#unanswered = 0;
      this.#stepOfLastAnswer = this.#step;
    } else if (this.#unanswered++ === 0) this.#sinceMs = this.#nowMs;
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
    if (this.#unanswered < FEWEST || this.#nowMs - this.#sinceMs < LONG_ENOUGH_MS) return undefined;
    return held(this.#stepOfLastAnswer) ? this.#stepOfLastAnswer + 1 : this.#stepOfLastAnswer;
  }
}
