/** Sums and histograms of where the time of answers went, by operation. Pure. */

import type { TimingLine, TimingParts } from "../../lib/contracts/journal/timing-line.ts";
import { binOf } from "../../lib/measure/latency-bins.ts";
import { LatencyHistogram } from "../stats/latency-histogram.ts";

export interface TimingSum {
  readonly op: string;
  readonly answers: number;
  /** Of all of them together, milliseconds. */
  readonly parts: TimingParts;
}

const NONE: TimingParts = [0, 0, 0, 0, 0, 0];

/** Of both together. */
function addedParts(one: TimingParts, other: TimingParts): TimingParts {
  return one.map((ms, at) => ms + (other[at] as number)) as unknown as TimingParts;
}

export class TimingSums {
  readonly #sums = new Map<string, TimingSum>();

  add(line: TimingLine): void {
    this.addSum({ ...line, answers: 1 });
  }

  addSum({ op, answers, parts }: TimingSum): void {
    const before = this.#sums.get(op) ?? { answers: 0, parts: NONE };
    this.#sums.set(op, { op, answers: before.answers + answers, parts: addedParts(before.parts, parts) });
  }

  /** Of all operations; undefined without an answer. */
  get together(): Omit<TimingSum, "op"> | undefined {
    const rows = this.rows;
    if (rows.length === 0) return undefined;
    return {
      answers: rows.reduce((sum, { answers }) => sum + answers, 0),
      parts: rows.map(({ parts }) => parts).reduce(addedParts),
    };
  }

  get rows(): readonly TimingSum[] {
    return [...this.#sums.values()];
  }
}

/** By operation a histogram of each part, in their order. Their size does not depend on how long a run lasts. */
export type TimingHistograms = ReadonlyMap<string, readonly LatencyHistogram[]>;

/** @param histograms it is added to them */
export function addToHistograms(histograms: Map<string, readonly LatencyHistogram[]>, { op, parts }: TimingLine): void {
  const own = histograms.get(op) ?? parts.map(() => new LatencyHistogram());
  histograms.set(op, own);
  for (const [at, ms] of parts.entries()) own[at]?.add(binOf(ms));
}
