/** Sums of where the time of answers went, by operation. Pure. */

import type { TimingLine, TimingParts } from "../../lib/contracts/journal/timing-line.ts";

export interface TimingSum {
  readonly op: string;
  readonly answers: number;
  /** Of all of them together, milliseconds. */
  readonly parts: TimingParts;
}

const NONE: TimingParts = [0, 0, 0, 0, 0, 0];

export class TimingSums {
  readonly #sums = new Map<string, TimingSum>();

  add({ op, parts }: TimingLine): void {
    const { answers, parts: before } = this.#sums.get(op) ?? { answers: 0, parts: NONE };
    const sum = before.map((ms, at) => ms + (parts[at] as number)) as unknown as TimingParts;
    this.#sums.set(op, { op, answers: answers + 1, parts: sum });
  }

  get rows(): readonly TimingSum[] {
    return [...this.#sums.values()];
  }
}
