/** Where the time of answers went, in a bounded number of intervals: when they are full, two become one. Pure. */

import type { PeriodTimings } from "../measurements/figures.ts";
import { TimingSums } from "../measurements/timings.ts";
import type { TimingsOfInterval } from "./series.ts";

const MOST_INTERVALS = 100;
/** Shorter ones have few answers: one operation in 64 is timed. */
const SHORTEST_SECONDS = 10;

export class TimingGrid {
  #seconds = SHORTEST_SECONDS;
  #sums = new Map<number, TimingSums>();

  /** @param from in seconds since the start of the run */
  add(from: number, { seconds, ...sum }: PeriodTimings): void {
    const middle = Math.max(0, from + seconds / 2);
    while (middle / this.#seconds >= MOST_INTERVALS) this.#widen();
    intervalIn(this.#sums, Math.floor(middle / this.#seconds)).addSum({ op: "", ...sum });
  }

  /** Those from the first to the last with a sample. */
  result(): TimingsOfInterval[] {
    const places = [...this.#sums.keys()];
    const first = Math.min(...places);
    const length = places.length === 0 ? 0 : Math.max(...places) - first + 1;
    return Array.from({ length }, (_, at) => {
      const sum = this.#sums.get(first + at)?.together;
      return {
        second: (first + at + 0.5) * this.#seconds,
        means: sum?.parts.map((ms) => ms / sum.answers) as TimingsOfInterval["means"],
      };
    });
  }

  #widen(): void {
    const wide = new Map<number, TimingSums>();
    for (const [at, { rows }] of this.#sums) for (const row of rows) intervalIn(wide, Math.floor(at / 2)).addSum(row);
    this.#seconds *= 2;
    this.#sums = wide;
  }
}

function intervalIn(sums: Map<number, TimingSums>, at: number): TimingSums {
  const own = sums.get(at) ?? new TimingSums();
  sums.set(at, own);
  return own;
}
