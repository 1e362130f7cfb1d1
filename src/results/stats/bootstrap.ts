/**
 * Block bootstrap: the blocks of a run are resampled with replacement; the figures of many resamples spread as the
 * figure itself would over many runs like this one. H. R. Künsch, Annals of Statistics 17 (1989), with blocks that do
 * not overlap (E. Carlstein, Annals of Statistics 14, 1986). Deterministic for a given source of random numbers. Pure.
 */

import { LAST_BIN, msOfBin } from "../../lib/measure/latency-bins.ts";
import type { Block } from "./blocks.ts";
import { merged } from "./latency-histogram.ts";
import { placeOfQuantile } from "./percentile.ts";

/**
 * Of one operation over a whole run or a resample of it: requests per second, and milliseconds over all its answers; NaN
 * without one.
 */
export interface Measures {
  readonly rate: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

export type Measure = keyof Measures;

/** Of the blocks without resampling. */
export function measure(blocks: readonly Block[]): Measures {
  const all = merged(blocks.map(({ latency }) => latency));
  let seconds = 0;
  let requests = 0;
  for (const block of blocks) {
    seconds += block.seconds;
    requests += block.requests;
  }
  return {
    rate: seconds === 0 ? 0 : requests / seconds,
    p50: all.quantile(0.5),
    p95: all.quantile(0.95),
    p99: all.quantile(0.99),
  };
}

/** @returns one Measures for each resample */
export function drawMeasures(blocks: readonly Block[], random: () => number, draws: number): Measures[] {
  const sums = new RunningSums(blocks);
  const times = new Float64Array(blocks.length);
  const results: Measures[] = [];
  for (let draw = 0; draw < draws; draw++) {
    times.fill(0);
    let seconds = 0;
    let requests = 0;
    let answers = 0;
    for (let pick = 0; pick < blocks.length; pick++) {
      const index = Math.floor(random() * blocks.length);
      const block = blocks[index] as Block;
      times[index] = (times[index] as number) + 1;
      seconds += block.seconds;
      requests += block.requests;
      answers += block.latency.count;
    }
    // Answers stand in the middle of their share of a bin: resamples of one bin still differ.
    const at = (q: number): number =>
      answers === 0 ? Number.NaN : sums.quantile(times, placeOfQuantile(q, answers) + 0.5);
    results.push({ rate: seconds === 0 ? 0 : requests / seconds, p50: at(0.5), p95: at(0.95), p99: at(0.99) });
  }
  return results;
}

/**
 * How many answers of each block are in a bin or below it. A percentile of a resample is then found by binary search:
 * ten sums over the blocks instead of one over all bins of all blocks.
 */
class RunningSums {
  readonly #blocks: number;
  readonly #first: number;
  readonly #bins: number;
  /** Bin by bin, the blocks side by side. */
  readonly #sums: Float64Array;

  constructor(blocks: readonly Block[]) {
    let first = LAST_BIN;
    let last = 0;
    for (const { latency } of blocks) {
      latency.forEach((bin) => {
        first = Math.min(first, bin);
        last = Math.max(last, bin);
      });
    }
    this.#blocks = blocks.length;
    this.#first = first;
    this.#bins = Math.max(0, last - first + 1);
    const sums = new Float64Array(this.#bins * this.#blocks);
    for (const [index, { latency }] of blocks.entries()) {
      latency.forEach((bin, count) => {
        sums[(bin - first) * this.#blocks + index] = count;
      });
    }
    for (let at = this.#blocks; at < sums.length; at++) {
      sums[at] = (sums[at] as number) + (sums[at - this.#blocks] as number);
    }
    this.#sums = sums;
  }

  /** @param wanted how many answers lie below the value. @returns milliseconds */
  quantile(times: Float64Array, wanted: number): number {
    let low = 0;
    let high = this.#bins - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#below(times, middle) >= wanted) high = middle;
      else low = middle + 1;
    }
    const before = low === 0 ? 0 : this.#below(times, low - 1);
    const weight = this.#below(times, low) - before;
    // A bin reaches half a bin to each side of its middle.
    return msOfBin(this.#first + low - 0.5 + (weight > 0 ? (wanted - before) / weight : 1));
  }

  #below(times: Float64Array, bin: number): number {
    const start = bin * this.#blocks;
    let sum = 0;
    for (let block = 0; block < this.#blocks; block++) {
      sum += (times[block] as number) * (this.#sums[start + block] as number);
    }
    return sum;
  }
}
