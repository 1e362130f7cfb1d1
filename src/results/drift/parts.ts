/** A long series by the means of its parts: what matters to a test is kept, and a draw of noise costs little. Pure. */

import { meanOf } from "../stats/mean.ts";

const MOST_PARTS = 120;

/** The means of at most 120 parts of about equal length. */
export function inParts(values: Float64Array): Float64Array {
  const count = Math.min(MOST_PARTS, values.length);
  const border = (part: number): number => Math.floor((part * values.length) / count);
  return Float64Array.from({ length: count }, (_, part) => meanOf(values.subarray(border(part), border(part + 1))));
}
