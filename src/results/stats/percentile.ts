/**
 * The definition of a percentile, everywhere in this project: quantile q of n sorted values is at place q·(n-1),
 * counted from 0, linear between the two neighbours. It is what k6 does (`TrendSink.P` in metrics/sink.go of k6 2.2),
 * and type 7 of R. J. Hyndman and Y. Fan, Sample Quantiles in Statistical Packages, The American Statistician 50 (1996).
 * Pure.
 */

/** @param q 0 to 1. @param count of values */
export function placeOfQuantile(q: number, count: number): number {
  return q * Math.max(0, count - 1);
}

/** @param at gives the value at a whole place */
export function valueAtPlace(place: number, at: (place: number) => number): number {
  const low = Math.floor(place);
  const below = at(low);
  return low === place ? below : below + (at(low + 1) - below) * (place - low);
}

/** Quantile `q` of the values, in any order; 0 where there are none. */
export function quantileOf(values: ArrayLike<number>, q: number): number {
  const sorted = Float64Array.from(values).sort();
  return valueAtPlace(placeOfQuantile(q, sorted.length), (place) => sorted[place] ?? 0);
}
