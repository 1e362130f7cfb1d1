/**
 * How likely noise alone explains as much of a series by a rising shape. The series without its shape is noise with a
 * memory (autoregressive of order 1). Draws of such noise keep that memory, and each point keeps the size of its own
 * surprise under a random sign, so that outliers and hours of different noise stay where they are: an autoregressive
 * bootstrap with wild innovations, as in G. Cavaliere and A. M. R. Taylor, Econometric Theory 24 (2008). Pure.
 */

import { quantileOf } from "../stats/percentile.ts";
import type { Shapes } from "./shapes.ts";

/** There are no more draws when so many of them explain as much: J. Besag and P. Clifford, Biometrika 78 (1991). */
const ENOUGH = 20;
/** More memory than this is a random walk. */
const LONGEST_MEMORY = 0.98;
/** At which the autocorrelation is looked at. */
const LAGS = [1, 2, 3];
/** Random signs that one random number gives. */
const SIGNS = 30;
/** Upper 5 % of the normal distribution. */
const Z = 1.645;

/** Draws whose shares tell what noise alone explains at most, and the place of that in them: one draw in twenty explains more. */
const TAIL_DRAWS = 100;
const TAIL = 0.05;
/** Noise hides a part of a rise as often as it adds to it: with this, simulated rises are found in about nine runs of ten. */
const ROOM = 2;

export interface Significance {
  readonly pValue: number;
  /** A slope from the first point to the last that rises by so much is found in about nine runs of ten with this noise. */
  readonly detectable: number;
}

/**
 * @param share that the best shape explains
 * @param noise what it leaves
 * @param most draws
 * @param level largest p-value of what is found
 */
export function significance(
  shapes: Shapes,
  share: number,
  noise: Float64Array,
  random: () => number,
  most: number,
  level: number,
): Significance {
  const memory = memoryOf(noise);
  const surprises = noise.map((value, at) => value - memory * (noise[at - 1] ?? 0));
  const draw = new Float64Array(noise.length);
  const shares: number[] = [];
  let reached = 0;
  let pValue: number | undefined;
  for (let draws = 1; draws <= most && (pValue === undefined || draws <= TAIL_DRAWS); draws++) {
    let value = 0;
    let signs = 0;
    for (let at = 0; at < draw.length; at++) {
      signs = at % SIGNS === 0 ? Math.floor(random() * 2 ** SIGNS) : signs >> 1;
      value = memory * value + ((signs & 1) === 0 ? 1 : -1) * (surprises[at] as number);
      draw[at] = value;
    }
    const drawn = shapes.best(shapes.flattened(draw))?.share ?? 0;
    if (draws <= TAIL_DRAWS) shares.push(drawn);
    if (drawn >= share) reached++;
    if (reached === ENOUGH) pValue ??= reached / draws;
  }
  const independent = (noise.length * (1 - memory)) / (1 + memory);
  // The tail of a share of so many independent points, from where the draws tell it to where a drift is found.
  const missed = (1 - quantileOf(shares, 1 - TAIL)) * (level / TAIL) ** (2 / independent);
  const detectable = ROOM * shapes.wholeSlope(noise, 1 - missed);
  return { pValue: pValue ?? (reached + 1) / (most + 1), detectable };
}

/**
 * The share of a disturbance that is left one point later, 0 to 0.98. Of noise of one kind the k-th root of the
 * autocorrelation at lag k is the same for each k; of mixed noise it is larger at later lags: the largest counts. What
 * short series hide is added (F. H. C. Marriott and J. A. Pope, Biometrika 41, 1954), and the doubt, because too little
 * memory would make alarms: it is the upper end of a one-sided 95 % interval.
 */
export function memoryOf(noise: Float64Array): number {
  const variance = correlation(noise, 0);
  if (variance === 0) return 0;
  const roots = LAGS.map((lag) => Math.max(0, correlation(noise, lag) / variance) ** (1 / lag));
  const found = Math.max(...roots);
  const hidden = (2 + 4 * found) / noise.length;
  const doubt = Z * Math.sqrt((1 - found ** 2) / noise.length);
  return Math.min(LONGEST_MEMORY, found + hidden + doubt);
}

function correlation(noise: Float64Array, lag: number): number {
  let sum = 0;
  for (let at = lag; at < noise.length; at++) sum += (noise[at] as number) * (noise[at - lag] as number);
  return sum;
}
