/**
 * The two shapes of a drift, fitted by least squares: a slope (level up to its start, then a straight line) and a jump
 * (one level before its start, another from it on). All starts are tried in one pass. Pure.
 */

import type { DRIFT_KINDS } from "./drift-result.ts";

export type DriftKind = (typeof DRIFT_KINDS)[number];

export interface Shape {
  readonly kind: DriftKind;
  /** Place of the last point before the slope rises, or of the first one after the jump. */
  readonly start: number;
}

export interface Fit extends Shape {
  /** The rise: of a slope from point to point, of a jump in all. */
  readonly size: number;
  /** Of the variation that the shape explains, 0 to 1. */
  readonly share: number;
}

/** Share of the points that a jump has on each side at least; a slope has twice as many after its start. */
const LEAST_SIDE = 0.05;
/** A shape that the covariate explains to a larger share cannot be distinguished from it. */
const TOO_ALIKE = 0.9;

/** Fits to series of one length. */
export class Shapes {
  readonly #count: number;
  /** With mean 0. */
  readonly #covariate: Float64Array | undefined;
  /** By start: 1 / the squared length of the shape; 0 where it is not tried. */
  readonly #weights: Readonly<Record<DriftKind, Float64Array>>;

  /** @param covariate a figure of the same points, whose effect is taken out of values and shapes */
  constructor(count: number, covariate?: Float64Array) {
    this.#count = count;
    this.#covariate = covariate && centered(covariate);
    const along = this.#covariate && products(this.#covariate);
    const varies = this.#covariate === undefined ? 0 : dot(this.#covariate, this.#covariate);
    const side = Math.ceil(LEAST_SIDE * count);
    const weigh = (kind: DriftKind, first: number, after: number): Float64Array => {
      const weights = new Float64Array(count);
      for (let start = first; start <= count - after; start++) {
        const whole = squaredLength(kind, start, count);
        const shared = along === undefined ? 0 : ratio((along[kind][start] as number) ** 2, varies);
        if (shared < TOO_ALIKE * whole) weights[start] = 1 / (whole - shared);
      }
      return weights;
    };
    this.#weights = { jump: weigh("jump", side, side), slope: weigh("slope", 0, 2 * side) };
  }

  /** The values without their mean and without the effect of the covariate. */
  flattened(values: Float64Array): Float64Array {
    const flat = centered(values);
    const along = this.#covariate;
    if (along !== undefined) subtract(flat, along, ratio(dot(flat, along), dot(along, along)));
    return flat;
  }

  /** The rising shape that explains most of the flattened values; undefined: none rises. */
  best(flat: Float64Array): Fit | undefined {
    const { jump, slope } = this.#weights;
    let isJump = false;
    let at = -1;
    let size = 0;
    let most = 0;
    let total = 0;
    // Products of the values with the shapes that start here: sums from here to the end, and sums of these sums.
    let jumped = 0;
    let sloped = 0;
    for (let start = this.#count - 1; start >= 0; start--) {
      const value = flat[start] as number;
      total += value * value;
      sloped += jumped;
      jumped += value;
      const jumpSize = jumped * (jump[start] as number);
      const slopeSize = sloped * (slope[start] as number);
      if (jumped > 0 && jumped * jumpSize > most) {
        most = jumped * jumpSize;
        size = jumpSize;
        at = start;
        isJump = true;
      }
      if (sloped > 0 && sloped * slopeSize > most) {
        most = sloped * slopeSize;
        size = slopeSize;
        at = start;
        isJump = false;
      }
    }
    return at < 0 ? undefined : { kind: isJump ? "jump" : "slope", start: at, size, share: most / total };
  }

  /** One shape fitted to flattened values. */
  fit(flat: Float64Array, shape: Shape): Fit {
    const product = dot(flat, pointsOf(shape, this.#count));
    const size = product * (this.#weights[shape.kind][shape.start] as number);
    return { ...shape, size, share: ratio(product * size, dot(flat, flat)) };
  }

  /** By how much a slope over all points rises in all that explains this share of itself and the noise; Infinity: it is not tried. */
  wholeSlope(noise: Float64Array, share: number): number {
    const steps = this.#count - 1;
    const squared = (share * dot(noise, noise) * (this.#weights.slope[0] as number)) / (1 - share);
    return this.#weights.slope[0] === 0 ? Number.POSITIVE_INFINITY : steps * Math.sqrt(squared);
  }

  /** How much of flattened values another shape explains that rises as they do; 0 to 1. */
  shareOf(flat: Float64Array, points: Float64Array): number {
    const own = this.flattened(points);
    const product = Math.max(0, dot(flat, own));
    return ratio(product ** 2, dot(own, own) * dot(flat, flat));
  }

  /** What the fit leaves of flattened values. */
  rest(flat: Float64Array, fit: Fit): Float64Array {
    const rest = Float64Array.from(flat);
    subtract(rest, this.flattened(pointsOf(fit, this.#count)), fit.size);
    return rest;
  }
}

/** The shape with a rise of 1. */
export function pointsOf({ kind, start }: Shape, count: number): Float64Array {
  const points = new Float64Array(count);
  for (let at = start; at < count; at++) points[at] = kind === "jump" ? 1 : at - start;
  return points;
}

/** Of the shape with a rise of 1 and mean 0. */
function squaredLength(kind: DriftKind, start: number, count: number): number {
  const after = count - start;
  if (kind === "jump") return (after * start) / count;
  const sum = (after * (after - 1)) / 2;
  return (sum * (2 * after - 1)) / 3 - (sum * sum) / count;
}

/** Of values with mean 0 and all shapes with a rise of 1, by start: sums to the end, and sums of these sums. */
function products(values: Float64Array): Readonly<Record<DriftKind, Float64Array>> {
  const jump = new Float64Array(values.length);
  const slope = new Float64Array(values.length);
  for (let start = values.length - 1; start >= 0; start--) {
    const next = jump[start + 1] ?? 0;
    slope[start] = (slope[start + 1] ?? 0) + next;
    jump[start] = next + (values[start] as number);
  }
  return { jump, slope };
}

function centered(values: Float64Array): Float64Array {
  const own = new Float64Array(values.length);
  let sum = 0;
  for (let at = 0; at < own.length; at++) sum += values[at] as number;
  const mean = sum / own.length;
  for (let at = 0; at < own.length; at++) own[at] = (values[at] as number) - mean;
  return own;
}

function subtract(values: Float64Array, other: Float64Array, factor: number): void {
  for (let at = 0; at < values.length; at++) values[at] = (values[at] as number) - factor * (other[at] as number);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] as number) * (b[at] as number);
  return sum;
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
