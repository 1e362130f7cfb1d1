/**
 * The law fitted to points by least squares of the throughput. N / X(N) is a sum of three terms with the factors 1/λ, σ/λ
 * and κ/λ: its linear fit is the start, and each step of Levenberg's and Marquardt's method is linear in them too. That
 * no factor is below 0 is met by trying which of them are 0. Pure.
 */

import type { Coefficients, UserPoint } from "./scalability-law.ts";
import { solve } from "./solve.ts";

/** Places of the terms that may differ from 0. */
const ALL = [0, 1, 2];
const PARTS = [[0, 1], [0, 2], [0]];
/** A term that adds less than this to the first one at the most users is an error of rounding. */
const NOTHING = 1e-9;
const STEPS = 200;
/** A step that gains less than this share of the squared error is the last. */
const LEAST_GAIN = 1e-12;
const MOST_DAMPING = 1e12;

/** @param points of at least four numbers of users, each with a throughput above 0 */
export function fitLaw(points: readonly UserPoint[]): Coefficients {
  const most = Math.max(...points.map(({ users }) => users));
  const { factors } = bestAllowed(points, most);
  const [level = 1] = factors;
  const [, contention = 0, coherency = 0] = factors.map((own) => (own / level < NOTHING ? 0 : own));
  return {
    perUser: 1 / level,
    contention: contention / level / most,
    coherency: coherency / level / most ** 2,
  };
}

/** Where the fit of all terms is allowed no other is better. */
function bestAllowed(points: readonly UserPoint[], most: number): Search {
  const isAllowed = ({ factors }: Search): boolean => factors.every((own) => own >= 0);
  const whole = fitFree(points, most, ALL);
  if (isAllowed(whole)) return whole;
  const allowed = PARTS.map((free) => fitFree(points, most, free)).filter(isAllowed);
  return allowed.reduce((best, own) => (own.error < best.error ? own : best));
}

interface Search {
  /** 1/λ, and σ/λ and κ/λ in units in which the terms are of one size. */
  readonly factors: readonly number[];
  /** Sum of squares. */
  readonly error: number;
}

function fitFree(points: readonly UserPoint[], most: number, free: readonly number[]): Search {
  const measure = (factors: readonly number[]): Search => ({ factors, error: errorOf(points, most, factors) });
  let found = measure(startOf(points, most, free));
  if (found.error === Number.POSITIVE_INFINITY) found = measure([oneUser(points), 0, 0]);
  let damping = 1e-3;
  for (let step = 0; step < STEPS && damping < MOST_DAMPING; step++) {
    const rows = points.map(({ users, perSecond }) => {
      const terms = termsOf(users, most);
      const sum = productOf(terms, found.factors);
      return { weight: -users / sum ** 2, terms, wanted: perSecond - users / sum };
    });
    const change = leastSquares(rows, free, damping);
    const next = measure(found.factors.map((own, index) => own + (change[index] as number)));
    if (next.error >= found.error) {
      damping *= 10;
      continue;
    }
    const isLast = found.error - next.error < LEAST_GAIN * found.error;
    found = next;
    damping /= 10;
    if (isLast) break;
  }
  return found;
}

/** The linear fit of N / X(N), each point with the weight that its throughput gives it. */
function startOf(points: readonly UserPoint[], most: number, free: readonly number[]): number[] {
  const rows = points.map(({ users, perSecond }) => {
    const weight = perSecond ** 2 / users;
    return { weight, terms: termsOf(users, most), wanted: weight * (users / perSecond) };
  });
  return leastSquares(rows, free, 0);
}

/** Seconds of an operation of one user, from the fewest users. */
function oneUser(points: readonly UserPoint[]): number {
  const { users, perSecond } = points.reduce((least, own) => (own.users < least.users ? own : least));
  return users / perSecond;
}

function termsOf(users: number, most: number): number[] {
  return [1, (users - 1) / most, (users * (users - 1)) / most ** 2];
}

function productOf(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] as number), 0);
}

/** Infinity where the law gives no throughput. */
function errorOf(points: readonly UserPoint[], most: number, factors: readonly number[]): number {
  return points.reduce((error, { users, perSecond }) => {
    const sum = productOf(termsOf(users, most), factors);
    return sum > 0 ? error + (perSecond - users / sum) ** 2 : Number.POSITIVE_INFINITY;
  }, 0);
}

interface Row {
  readonly weight: number;
  readonly terms: readonly number[];
  readonly wanted: number;
}

/** Factors of the free terms, 0 of the others, for which weight x sum of terms is nearest to what is wanted. */
function leastSquares(rows: readonly Row[], free: readonly number[], damping: number): number[] {
  const column = (index: number): number[] => rows.map(({ weight, terms }) => weight * (terms[index] as number));
  const columns = free.map(column);
  const matrix = columns.map((a, row) => columns.map((b, at) => productOf(a, b) * (row === at ? 1 + damping : 1)));
  const wanted = rows.map((row) => row.wanted);
  const solution = solve(
    matrix,
    columns.map((own) => productOf(own, wanted)),
  );
  const factors = [0, 0, 0];
  for (const [at, index] of free.entries()) factors[index] = solution?.[at] ?? 0;
  return factors;
}
