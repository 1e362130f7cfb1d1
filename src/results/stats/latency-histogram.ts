/**
 * A mergeable histogram of latencies: counts in bins whose borders grow by 2 % each. Histograms of seconds, runs or
 * machines are merged by adding bins, so that a percentile of many is one of all requests, never an average of
 * percentiles.
 *
 * It differs from an HDR histogram in what the statistics here require: a request may count in part (k6 records
 * percentiles of periods, not requests), a percentile lies at a place within its bin, and bins of many histograms stand
 * side by side when blocks are resampled. Pure.
 */

import { placeOfQuantile, valueAtPlace } from "./percentile.ts";

/** Milliseconds at the lower end of the first bin; smaller values fall into it. */
const SMALLEST = 0.01;
const GROWTH = Math.log(1.02);
/** The last bin ends above an hour. */
const BINS = Math.ceil(Math.log(3_600_000 / SMALLEST) / GROWTH) + 1;

/** Largest relative error of a value. */
export const BIN_ERROR = 0.02;

export class LatencyHistogram {
  readonly #bins = new Float64Array(BINS);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(milliseconds: number, weight = 1): void {
    const bin = binOf(milliseconds);
    this.#bins[bin] = (this.#bins[bin] ?? 0) + weight;
    this.#count += weight;
  }

  merge(other: LatencyHistogram): void {
    for (let bin = 0; bin < BINS; bin++) this.#bins[bin] = (this.#bins[bin] ?? 0) + (other.#bins[bin] ?? 0);
    this.#count += other.#count;
  }

  /** @param q 0 to 1. @returns milliseconds, 0 when the histogram is empty */
  quantile(q: number): number {
    return this.valueAtPlace(placeOfQuantile(q, this.#count));
  }

  /** @param place 0 is the lowest value; between two whole places the value is between those of both */
  valueAtPlace(place: number): number {
    return valueAtPlace(place, (whole) => this.#valueAt(whole));
  }

  /** A value stands in the middle of its share of the bin. */
  #valueAt(place: number): number {
    const wanted = Math.max(0, Math.min(place, this.#count - 1)) + 0.5 * Math.min(1, this.#count);
    let below = 0;
    let last = 0;
    for (let bin = 0; bin < BINS; bin++) {
      const weight = this.#bins[bin] ?? 0;
      if (weight === 0) continue;
      if (below + weight > wanted) return valueAt(bin + (wanted - below) / weight);
      below += weight;
      last = valueAt(bin + 1);
    }
    return last;
  }

  /** The first and the last bin that are not empty. */
  range(): { readonly first: number; readonly last: number } {
    let first = BINS;
    let last = -1;
    for (let bin = 0; bin < BINS; bin++) {
      if ((this.#bins[bin] ?? 0) === 0) continue;
      if (first === BINS) first = bin;
      last = bin;
    }
    return { first, last };
  }

  /** A copy of the bins from `first` to `last`. */
  slice(first: number, last: number): Float64Array {
    return this.#bins.slice(first, last + 1);
  }
}

function binOf(milliseconds: number): number {
  if (!(milliseconds > SMALLEST)) return 0;
  return Math.min(BINS - 1, Math.floor(Math.log(milliseconds / SMALLEST) / GROWTH));
}

/** Milliseconds at a place between bins: 3.5 is the middle of the fourth bin. */
export function valueAt(place: number): number {
  return SMALLEST * Math.exp(place * GROWTH);
}
