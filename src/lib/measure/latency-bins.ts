/**
 * Bins of latencies on a logarithmic scale: 50 for each doubling, from 0.01 ms to above an hour. A value that stands for
 * its bin is at most 0.7 % wrong. One scale for k6, records and reports, so that histograms can be merged. Pure.
 */

const SMALLEST_MS = 0.01;
const BINS_PER_DOUBLING = 50;

const { log2 } = Math;

/** The last bin holds everything above 78 minutes. */
export const LAST_BIN = 1436;

/** Largest relative error of `msOfBin`. */
export const BIN_ERROR = 2 ** (0.5 / BINS_PER_DOUBLING) - 1;

/** @returns 0 to LAST_BIN */
export function binOf(ms: number): number {
  if (!(ms > SMALLEST_MS)) return 0;
  const bin = BINS_PER_DOUBLING * log2(ms / SMALLEST_MS) + 0.5;
  return bin < LAST_BIN ? bin | 0 : LAST_BIN;
}

/** Milliseconds in the middle of a bin. */
export function msOfBin(bin: number): number {
  return SMALLEST_MS * 2 ** (bin / BINS_PER_DOUBLING);
}
