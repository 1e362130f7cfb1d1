/** How much of a step was the generator's fault: make one for each step. Pure. */

/** A step of which more seconds were so says nothing about the target. */
const MOST = 0.3;

export class GeneratorSeconds {
  #all = 0;
  #limited = 0;

  /** A second has passed. */
  tick(): void {
    this.#all++;
  }

  /** In the last second the generator, not the target, was the limit. */
  limit(): void {
    this.#limited++;
  }

  get areTooMany(): boolean {
    return this.#limited > MOST * this.#all;
  }
}
