/** Student's t distribution. Pure. */

import { meanOf } from "./mean.ts";

/** The series of E. A. Cornish and R. A. Fisher around the normal quantile of 97.5 %. */
const Z = 1.959964;
const TERMS = [
  (Z ** 3 + Z) / 4,
  (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / 96,
  (3 * Z ** 7 + 19 * Z ** 5 + 17 * Z ** 3 - 15 * Z) / 384,
];

/**
 * Half of the 95 % interval of a mean, in the unit of the values, which are taken to be independent.
 * @returns Infinity of fewer than two values
 */
export function marginOfMean(values: readonly number[]): number {
  const freedom = values.length - 1;
  if (freedom < 1) return Number.POSITIVE_INFINITY;
  const mean = meanOf(values);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / freedom;
  return quantile975(freedom) * Math.sqrt(variance / values.length);
}

/** Within 1 % from three degrees of freedom on. */
function quantile975(freedom: number): number {
  return TERMS.reduce((sum, term, index) => sum + term / freedom ** (index + 1), Z);
}
