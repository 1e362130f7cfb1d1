/** Outliers of a series are moved to the border of what is usual, so that single points decide nothing. Pure. */

import { quantileOf } from "../stats/percentile.ts";

/** Robust standard deviations from the median, with the factor for normal noise. */
const USUAL = 4 * 1.4826;
/** What more than one point in twenty does is no outlier. */
const RARE = 0.95;

export function clipped(values: readonly number[]): number[] {
  const median = quantileOf(values, 0.5);
  const distances = values.map((value) => Math.abs(value - median));
  const most = Math.max(USUAL * quantileOf(distances, 0.5), quantileOf(distances, RARE));
  return values.map((value) => Math.min(median + most, Math.max(median - most, value)));
}
