/**
 * A mergeable histogram of latencies in the bins of lib/measure. Histograms of seconds, runs or machines are merged by
 * adding bins, so that a percentile of many is one of all requests, never an average of percentiles. Pure.
 */

import { LAST_BIN, msOfBin } from "../../lib/measure/latency-bins.ts";
import { placeOfQuantile, valueAtPlace } from "./percentile.ts";

/** Letters of a gap to the next bin that is not empty; the last one is a gap that continues. */
const GAPS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LONGEST_GAP = GAPS.length - 1;

export class LatencyHistogram {
  /** From the first to the last bin that is not empty: most histograms hold a few dozen bins. */
  #counts: number[] = [];
  #first = 0;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(bin: number, count = 1): void {
    if (count === 0) return;
    this.#makeRoomFor(bin);
    this.#counts[bin - this.#first] = (this.#counts[bin - this.#first] as number) + count;
    this.#count += count;
  }

  merge(other: LatencyHistogram): void {
    other.forEach((bin, count) => {
      this.add(bin, count);
    });
  }

  /** In rising order, without empty bins. */
  forEach(take: (bin: number, count: number) => void): void {
    for (let at = 0; at < this.#counts.length; at++) {
      const count = this.#counts[at] as number;
      if (count > 0) take(this.#first + at, count);
    }
  }

  /** By bin, in rising order, without empty bins. */
  counts(): Map<number, number> {
    const counts = new Map<number, number>();
    this.forEach((bin, count) => {
      counts.set(bin, count);
    });
    return counts;
  }

  /** How many were faster than so many milliseconds; as exact as its bins. */
  countBelow(ms: number): number {
    let below = 0;
    this.forEach((bin, count) => {
      if (msOfBin(bin) < ms) below += count;
    });
    return below;
  }

  /** @param q 0 to 1. @returns milliseconds, NaN when the histogram is empty */
  quantile(q: number): number {
    return valueAtPlace(placeOfQuantile(q, this.#count), (place) => this.#valueAt(place));
  }

  /** Milliseconds, NaN when the histogram is empty. */
  mean(): number {
    let sum = 0;
    this.forEach((bin, count) => {
      sum += count * msOfBin(bin);
    });
    return sum / this.#count;
  }

  /** Standard deviation in milliseconds, NaN when the histogram is empty. */
  deviation(): number {
    const mean = this.mean();
    let squares = 0;
    this.forEach((bin, count) => {
      squares += count * (msOfBin(bin) - mean) ** 2;
    });
    return Math.sqrt(squares / this.#count);
  }

  /**
   * `8fa3bc`: for each bin that is not empty its distance from the one before, in letters, and its count unless that is 1.
   * About a byte for each request of a busy second.
   */
  toText(): string {
    let text = "";
    let before = -1;
    this.forEach((bin, count) => {
      let gap = bin - before - 1;
      for (; gap >= LONGEST_GAP; gap -= LONGEST_GAP) text += GAPS[LONGEST_GAP];
      text += `${GAPS[gap]}${count === 1 ? "" : count}`;
      before = bin;
    });
    return text;
  }

  /** Adds what `toText` wrote. @returns whether the whole text is one */
  addText(text: string): boolean {
    const gap = new RegExp(`${GAPS[LONGEST_GAP]}*([${GAPS.slice(0, -1)}])(\\d*)`, "y");
    let bin = -1;
    let at = 0;
    for (let match = gap.exec(text); match !== null; match = gap.exec(text)) {
      const [whole, last = "", count = ""] = match;
      bin += LONGEST_GAP * (whole.length - 1 - count.length) + GAPS.indexOf(last) + 1;
      if (bin > LAST_BIN) return false;
      this.add(bin, count === "" ? 1 : Number(count));
      at = gap.lastIndex;
    }
    return at === text.length;
  }

  #makeRoomFor(bin: number): void {
    if (this.#counts.length === 0) this.#first = bin;
    for (; this.#first > bin; this.#first--) this.#counts.unshift(0);
    while (this.#first + this.#counts.length <= bin) this.#counts.push(0);
  }

  #valueAt(place: number): number {
    let above = 0;
    for (let at = 0; at < this.#counts.length; at++) {
      above += this.#counts[at] as number;
      if (above > place) return msOfBin(this.#first + at);
    }
    return this.#count === 0 ? Number.NaN : msOfBin(this.#first + this.#counts.length - 1);
  }
}

export function merged(histograms: readonly LatencyHistogram[]): LatencyHistogram {
  const all = new LatencyHistogram();
  for (const histogram of histograms) all.merge(histogram);
  return all;
}
