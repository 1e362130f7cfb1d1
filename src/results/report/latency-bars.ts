/** Histograms in fewer, wider bars: what a drawing can show. Pure. */

import { msOfBin } from "../../lib/measure/latency-bins.ts";
import { LatencyHistogram } from "../stats/latency-histogram.ts";

/** Bins of a histogram in one bar: five bars for each doubling of the latency. */
const BINS_PER_BAR = 10;

/** Counts by the number of the bar instead of the bin. */
export function inBars(histogram: LatencyHistogram): LatencyHistogram {
  const bars = new LatencyHistogram();
  histogram.forEach((bin, count) => {
    bars.add(Math.floor(bin / BINS_PER_BAR), count);
  });
  return bars;
}

/** Milliseconds at which a bar begins: half a bin below its first one. */
export function startOfBar(bar: number): number {
  return msOfBin(BINS_PER_BAR * bar - 0.5);
}
