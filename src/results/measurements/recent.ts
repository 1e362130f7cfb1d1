/** The periods of the last seconds, for everything that is said about "now". Pure. */

import { failuresIn, itemsIn } from "../outcome-counts.ts";
import type { Figures } from "./record.ts";

export class RecentPeriods {
  readonly #seconds: number;
  #periods: Figures[] = [];

  /** @param seconds how far back */
  constructor(seconds: number) {
    this.#seconds = seconds;
  }

  add(period: Figures): void {
    this.#periods.push(period);
    const oldest = period.second - this.#seconds;
    this.#periods = this.#periods.filter(({ second }) => second > oldest + 0.5 || second === period.second);
  }

  get periods(): readonly Figures[] {
    return this.#periods;
  }

  /** Seconds that the periods cover together. */
  get covered(): number {
    return this.#sum(({ seconds }) => seconds);
  }

  get requestsPerSecond(): number {
    return this.covered > 0 ? this.#sum(({ requests }) => requests) / this.covered : 0;
  }

  /** Finished items or calls, and those that failed. */
  get items(): { readonly all: number; readonly failed: number } {
    return {
      all: this.#sum(({ outcomes }) => itemsIn(outcomes)),
      failed: this.#sum(({ outcomes }) => failuresIn(outcomes)),
    };
  }

  #sum(value: (period: Figures) => number): number {
    return this.#periods.reduce((sum, period) => sum + value(period), 0);
  }
}
