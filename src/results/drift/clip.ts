/** Outliers of a series are moved to the border of what is usual, so that single points decide nothing. Pure. */

import { quantileOf } from "../stats/percentile.ts";

/** The median of the distances times this is the standard deviation of normal noise. */
const NORMAL = 1.4826;
/** What more than one point in twenty does is no outlier. */
const RARE = 0.95;

/** @param deviations from the median that are usual, in robust standard deviations */
export function clipped(values: Float64Array, deviations: number): Float64Array {
  const median = quantileOf(values, 0.5);
  const distances = values.map((value) => Math.abs(value - median));
  const most = Math.max(deviations * NORMAL * quantileOf(distances, 0.5), quantileOf(distances, RARE));
  return values.map((value) => Math.min(median + most, Math.max(median - most, value)));
}
