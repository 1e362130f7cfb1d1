/**
 * How far a change point may be from where it was found: values are drawn anew from both of its sides, many times, and
 * the place is found again in each (J. Antoch, M. Hušková and N. Veraverbeke, Change-point problem and bootstrap, Journal
 * of Nonparametric Statistics 5, 1995). Pure.
 */

import type { EnergyCuts, Segment } from "./energy-cuts.ts";
import { quantileOf } from "./percentile.ts";

const DRAWS = 199;
const SHARE = 0.9;

/**
 * @param cuts of the values between the neighbours of the change point
 * @param order the places of all values, as they are
 * @param around its neighbours, and itself
 */
export function marginOf(
  cuts: EnergyCuts,
  order: Int32Array,
  { from, to, at }: Segment & { readonly at: number },
  random: () => number,
): number {
  const drawn = Int32Array.from(order);
  const draw = (first: number, end: number): void => {
    for (let place = first; place < end; place++) drawn[place] = first + Math.floor(random() * (end - first));
  };
  const distances = Array.from({ length: DRAWS }, () => {
    draw(from, at);
    draw(at, to);
    return Math.abs((cuts.best(drawn)?.whole.at ?? at) - at);
  });
  return Math.ceil(quantileOf(distances, SHARE));
}
