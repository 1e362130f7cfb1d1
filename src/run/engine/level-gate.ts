/** The barrier between dependency levels, which a run that is being stopped does not wait for. */

import type { Range } from "../../lib/plan/ranges.ts";

type Missing = readonly Range[];

/**
 * Resolves when everything below a dependency level is finished, with the items below it that are missing: what refers to
 * them is not sent.
 */
export type LevelBarrier = (level: number) => Promise<Missing>;

export class LevelGate {
  #barrier: LevelBarrier = async () => [];
  #isOpen = false;
  readonly #waiting = new Set<(missing: Missing) => void>();

  /** Closes the gate again. Without a barrier every level is open. */
  use(barrier: LevelBarrier): void {
    this.#barrier = barrier;
    this.#isOpen = false;
  }

  pass(level: number): Promise<Missing> {
    if (this.#isOpen) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      this.#waiting.add(resolve);
      this.#barrier(level)
        .then(resolve, reject)
        .finally(() => this.#waiting.delete(resolve));
    });
  }

  /** Ends all waiting, until there is another barrier. */
  open(): void {
    this.#isOpen = true;
    for (const resolve of this.#waiting) resolve([]);
  }
}
