/**
 * Block bootstrap: a run's blocks drawn anew, with repetition, as many as there are; the figures of many such draws spread as
 * the figure itself would over many runs like this one. H. R. Künsch, Annals of Statistics 17 (1989), with blocks that do not
 * overlap (E. Carlstein, Annals of Statistics 14, 1986). Deterministic by the chance that is passed in. Pure.
 */

import type { Block } from "./blocks.ts";
import { LatencyHistogram, valueAt } from "./latency-histogram.ts";

/** Of one operation over a whole run or a draw of it: requests per second, and milliseconds over all its requests. */
export interface Measures {
  readonly rate: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

export type Measure = keyof Measures;

/** Over the blocks as they are. */
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

/** @returns one Measures for each draw */
export function drawMeasures(blocks: readonly Block[], random: () => number, draws: number): Measures[] {
  const { first, rows } = denseRows(blocks);
  const sum = new Float64Array(rows[0]?.length ?? 0);
  const results: Measures[] = [];
  for (let draw = 0; draw < draws; draw++) {
    sum.fill(0);
    let seconds = 0;
    let requests = 0;
    for (let pick = 0; pick < blocks.length; pick++) {
      const index = Math.floor(random() * blocks.length);
      const row = rows[index] as Float64Array;
      for (let bin = 0; bin < row.length; bin++) sum[bin] = (sum[bin] as number) + (row[bin] as number);
      seconds += (blocks[index] as Block).seconds;
      requests += (blocks[index] as Block).requests;
    }
    const [p50 = 0, p95 = 0, p99 = 0] = quantiles(sum, first, requests, [0.5, 0.95, 0.99]);
    results.push({ rate: seconds === 0 ? 0 : requests / seconds, p50, p95, p99 });
  }
  return results;
}

/** Only the bins that any block uses: a draw adds up some hundred numbers per block. */
function denseRows(blocks: readonly Block[]): { first: number; rows: Float64Array[] } {
  const ranges = blocks.map(({ latency }) => latency.range());
  const first = Math.min(...ranges.map((range) => range.first));
  const last = Math.max(...ranges.map((range) => range.last));
  return { first, rows: blocks.map(({ latency }) => latency.slice(first, last)) };
}

/** @param shares rising, 0 to 1 */
function quantiles(bins: Float64Array, first: number, count: number, shares: readonly number[]): number[] {
  const found: number[] = [];
  let below = 0;
  for (let bin = 0; bin < bins.length; bin++) {
    const weight = bins[bin] as number;
    while (found.length < shares.length && weight > 0 && below + weight >= (shares[found.length] as number) * count)
      found.push(valueAt(first + bin + ((shares[found.length] as number) * count - below) / weight));
    below += weight;
  }
  return found;
}

/** The value below which the share `q` of them lies; linear between neighbours. */
export function quantileOf(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = q * (sorted.length - 1);
  const low = sorted[Math.floor(place)] ?? 0;
  const high = sorted[Math.ceil(place)] ?? low;
  return low + (high - low) * (place - Math.floor(place));
}
