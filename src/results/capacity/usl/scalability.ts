/** The Universal Scalability Law fitted to a search by users: coefficients and predicted peak, with intervals. Pure. */

import { meanOf } from "../../stats/mean.ts";
import { createRandom } from "../../stats/random.ts";
import { fitLaw } from "./fit-law.ts";
import { type Coefficients, peakUsers, throughputOf, type UserPoint } from "./scalability-law.ts";
import type { Estimate, Scalability } from "./scalability-result.ts";

/** Three coefficients go through any three points. */
const LEAST_USERS = 4;
/** Chance that a law of three coefficients explains as much of noise alone. */
const MOST_CHANCE = 0.02;
const DRAWS = 500;
/** Places of the curve, in equal ratios, and how far past the peak it goes, as a multiple. */
const CURVE = 40;
const PAST_PEAK = 1.25;
const SEED = 1;
/** A drawn throughput is this part of the law's at least: it cannot be 0. */
const LEAST_PART = 0.01;

/**
 * Intervals come from fits to the law plus resampled residuals: B. Efron and R. J. Tibshirani, An Introduction to the
 * Bootstrap, 1993, chapter 9.
 *
 * @returns undefined with fewer than four different numbers of users that have a throughput
 */
export function scalabilityOf(measured: readonly UserPoint[]): Scalability | undefined {
  const points = measured.filter(({ perSecond }) => perSecond > 0);
  if (new Set(points.map(({ users }) => users)).size < LEAST_USERS) return undefined;
  const law = fitLaw(points);
  const residuals = points.map(({ users, perSecond }) => perSecond - throughputOf(law, users));
  const rSquared = 1 - squares(residuals) / squares(fromMean(points.map(({ perSecond }) => perSecond)));
  const draws = drawLaws(points, law, residuals);
  const estimate = (figure: (own: Coefficients) => number): Estimate => {
    const values = draws.map(figure);
    return { value: figure(law), low: bound(values, 0.025), high: bound(values, 0.975) };
  };
  return {
    perUser: estimate(({ perUser }) => perUser),
    contention: estimate(({ contention }) => contention),
    coherency: estimate(({ coherency }) => coherency),
    peakUsers: estimate(peakUsers),
    peakPerSecond: estimate(peakPerSecond),
    curve: usersOf(points, peakUsers(law)).map((users) => ({
      users,
      ...estimate((own) => throughputOf(own, users)),
    })),
    rSquared,
    // The F test of a law against one throughput for all users: 2 and n - 3 degrees of freedom.
    isFollowed: rSquared > 0 && (1 - rSquared) ** ((points.length - 3) / 2) <= MOST_CHANCE,
  };
}

/** Places of the curve: to the most users measured, and somewhat past a peak that is not far beyond them. */
function usersOf(points: readonly UserPoint[], peak: number): number[] {
  const measured = Math.max(...points.map(({ users }) => users));
  const most = peak < measured ? measured : Math.min(2 * measured, PAST_PEAK * peak);
  const places = Array.from({ length: CURVE + 1 }, (_, at) => Math.round(most ** (at / CURVE)));
  return [...new Set(places)];
}

function drawLaws(points: readonly UserPoint[], law: Coefficients, residuals: readonly number[]): Coefficients[] {
  const random = createRandom(SEED);
  // A fit of three coefficients makes residuals smaller than the noise is.
  const scale = Math.sqrt(points.length / (points.length - 3));
  const noise = fromMean(residuals).map((own) => own * scale);
  return Array.from({ length: DRAWS }, () =>
    fitLaw(
      points.map(({ users }) => {
        const drawn = throughputOf(law, users) + (noise[Math.floor(random() * noise.length)] as number);
        return { users, perSecond: Math.max(drawn, throughputOf(law, users) * LEAST_PART) };
      }),
    ),
  );
}

function peakPerSecond(law: Coefficients): number {
  const users = peakUsers(law);
  return Number.isFinite(users) ? throughputOf(law, users) : law.perUser / law.contention;
}

/** As `quantileOf` without the mean of two neighbours, of which one may be Infinity. */
function bound(values: readonly number[], q: number): number {
  return [...values].sort((a, b) => a - b)[Math.round(q * (values.length - 1))] as number;
}

function fromMean(values: readonly number[]): number[] {
  const mean = meanOf(values);
  return values.map((value) => value - mean);
}

function squares(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}
