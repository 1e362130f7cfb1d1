/** Size and start of a significant rise, and whether it matters. Pure. */

import { meanOf } from "../stats/mean.ts";
import { quantileOf } from "../stats/percentile.ts";
import { clipped } from "./clip.ts";
import type { DriftUnit, SeriesDrift } from "./drift-result.ts";
import { type Fit, pointsOf, Shapes } from "./shapes.ts";
import { memoryOf } from "./significance.ts";

/** A drift raises a figure by this share of its level at least, and the share of failures by half a percentage point. */
const LEAST_CHANGE: Readonly<Record<DriftUnit, number>> = { ms: 0.05, bytes: 0.05, share: 0.005 };
/**
 * And memory by so many bytes: a runtime's heap goes up and down by as much on its own. It is one of the two halves of the
 * young generation of Node at its largest (--max-semi-space-size), which grows while a program warms up.
 */
const LEAST_BYTES = 16 * 1024 ** 2;
/** A slope rises by a fifth of that per hour at least. */
const LEAST_PER_HOUR = 0.2;
/** Part of the series whose median must be above the level before the rise by half of the rise: it did not come and go. */
const LAST = 0.1;
/**
 * A slope begins with the first point unless a later start fits clearly better: the gain of the logarithm of the
 * likelihood, doubled, as in the information criterion of G. Schwarz, Annals of Statistics 6 (1978), for a few dozen
 * independent points.
 */
const LATER_START = 3;

/**
 * Memory that warms up rises ever more slowly towards a level: level × (1 − e^(−time / constant)). These constants, as
 * shares of the tested time, are tried: with the longest, 95 % of the rise is over at the end.
 */
const WARM_UPS = [1 / 24, 1 / 12, 1 / 6, 1 / 4, 1 / 3];

/** Robust standard deviations from the fitted shape that are usual, and how often outliers are looked for. */
const USUAL = 1.5;
const PASSES = 2;

export interface DatedPoints {
  readonly values: Float64Array;
  /** Since the start of the run. */
  readonly seconds: readonly number[];
  readonly rows: Float64Array | undefined;
}

export type Rise = Required<Pick<SeriesDrift, "sinceSeconds" | "before" | "change">> &
  Pick<SeriesDrift, "kind" | "perHour">;

/** undefined: it is too small to matter, it went away again, or it is a warm-up of memory. */
export function riseOf({ values, seconds, rows }: DatedPoints, unit: DriftUnit): Rise | undefined {
  const shapes = new Shapes(values.length, rows);
  const flat = withoutOutliers(shapes, shapes.flattened(values));
  const fit = bestDated(shapes, flat);
  if (fit === undefined || (unit === "bytes" && isWarmUp(shapes, flat, fit))) return undefined;
  const { kind, start, size } = fit;
  const shape = pointsOf(fit, values.length);
  const change = size * (shape.at(-1) ?? 0);
  const before = Math.max(0, meanOf(values) - size * meanOf(shape));
  const end = quantileOf([...values].slice(-Math.ceil(LAST * values.length)), 0.5);
  const least = leastRise(before, unit);
  if (change < least || end - before < change / 2) return undefined;
  const since = seconds[start] ?? 0;
  if (kind === "jump") return { kind, sinceSeconds: since, before, change };
  const perHour = (3600 * change) / ((seconds.at(-1) ?? 0) - since);
  if (perHour < LEAST_PER_HOUR * least) return undefined;
  return { kind, sinceSeconds: start === 0 ? 0 : since, before, change, perHour };
}

/** What is less does not matter. */
export function leastRise(before: number, unit: DriftUnit): number {
  return Math.max(LEAST_CHANGE[unit] * (unit === "share" ? 1 : before), unit === "bytes" ? LEAST_BYTES : 0);
}

/** The best shape of all points; a slope from the first point, unless a later start is clearly better. */
function bestDated(shapes: Shapes, flat: Float64Array): Fit | undefined {
  const best = shapes.best(flat);
  if (best?.kind !== "slope") return best;
  const whole = shapes.fit(flat, { kind: "slope", start: 0 });
  const memory = memoryOf(shapes.rest(flat, best));
  const independent = (flat.length * (1 - memory)) / (1 + memory);
  const gain = independent * Math.log((1 - whole.share) / (1 - best.share));
  return gain > LATER_START ? best : whole;
}

/** A warm-up explains as much as the slope or the jump does: heaps and caches fill so without a fault. */
function isWarmUp(shapes: Shapes, flat: Float64Array, { share }: Fit): boolean {
  return WARM_UPS.some((constant) => shapes.shareOf(flat, warmUp(constant, flat.length)) >= share);
}

function warmUp(constant: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, at) => 1 - Math.exp(-at / (constant * count)));
}

/** Points far from the shape are moved closer to it: seen from the median, a rise hides them. */
function withoutOutliers(shapes: Shapes, flat: Float64Array): Float64Array {
  let own = flat;
  for (let pass = 0; pass < PASSES; pass++) {
    const fit = shapes.best(own);
    if (fit === undefined) return own;
    const rest = shapes.rest(own, fit);
    const usual = clipped(rest, USUAL);
    own = shapes.flattened(own.map((value, at) => value - (rest[at] as number) + (usual[at] as number)));
  }
  return own;
}
