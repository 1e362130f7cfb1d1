/**
 * Block bootstrap: the blocks of a run are resampled with replacement; the figures of many resamples spread as the
 * figure itself would over many runs like this one. H. R. Künsch, Annals of Statistics 17 (1989), with blocks that do
 * not overlap (E. Carlstein, Annals of Statistics 14, 1986). Deterministic for a given source of random numbers. Pure.
 */

import type { Block } from "./blocks.ts";
import { LatencyHistogram, valueAt } from "./latency-histogram.ts";
import { placeOfQuantile } from "./percentile.ts";

/**
 * Of one operation over a whole run or a resample of it: requests per second, and milliseconds over all its requests.
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
  const all = new LatencyHistogram();
  let seconds = 0;
  for (const block of blocks) {
    all.merge(block.latency);
    seconds += block.seconds;
  }
  return {
    rate: seconds === 0 ? 0 : all.count / seconds,
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
    for (let pick = 0; pick < blocks.length; pick++) {
      const index = Math.floor(random() * blocks.length);
      times[index] = (times[index] as number) + 1;
      seconds += (blocks[index] as Block).seconds;
      requests += (blocks[index] as Block).requests;
    }
    // Requests stand in the middle of their share of a bin.
    const at = (q: number): number => sums.quantile(times, placeOfQuantile(q, requests) + 0.5);
    results.push({ rate: seconds === 0 ? 0 : requests / seconds, p50: at(0.5), p95: at(0.95), p99: at(0.99) });
  }
  return results;
}

/**
 * How many requests of each block are in a bin or below it. A percentile of a resample is then found by binary search:
 * ten sums over the blocks instead of one over all bins of all blocks.
 */
class RunningSums {
  readonly #blocks: number;
  readonly #first: number;
  readonly #bins: number;
  /** Bin by bin, the blocks side by side. */
  readonly #sums: Float64Array;

  constructor(blocks: readonly Block[]) {
    const ranges = blocks.map(({ latency }) => latency.range());
    this.#blocks = blocks.length;
    this.#first = Math.min(...ranges.map(({ first }) => first));
    this.#bins = Math.max(0, Math.max(...ranges.map(({ last }) => last)) - this.#first + 1);
    this.#sums = new Float64Array(this.#bins * this.#blocks);
    for (const [index, { latency }] of blocks.entries()) {
      let below = 0;
      for (const [bin, count] of latency.slice(this.#first, this.#first + this.#bins - 1).entries()) {
        below += count;
        this.#sums[bin * this.#blocks + index] = below;
      }
    }
  }

  /** @param wanted how many requests lie below the value. @returns milliseconds, 0 without requests */
  quantile(times: Float64Array, wanted: number): number {
    if (wanted <= 0) return 0;
    let low = 0;
    let high = this.#bins - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#below(times, middle) >= wanted) high = middle;
      else low = middle + 1;
    }
    const before = low === 0 ? 0 : this.#below(times, low - 1);
    const weight = this.#below(times, low) - before;
    return valueAt(this.#first + low + (weight > 0 ? (wanted - before) / weight : 1));
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
