/** The true knee of a simulated target: the highest rate at which 10 minutes break no rule. */

import { brokenRule, type Limits } from "../../src/results/capacity/step.ts";
import { type SimulatedTarget, simulate } from "./simulated-target.ts";

const LONG = { warmUpMs: 10_000, measuredMs: 600_000 };
const PRECISION = 1.01;

/** @param rate operations per second */
export function holdsLong(target: SimulatedTarget, rate: number, limits: Limits, seed: number): boolean {
  return brokenRule(simulate(target, rate, seed, LONG), limits) === undefined;
}

/** @param bounds a rate that holds and one that does not. @returns a rate that holds, at most 1 % below one that does not */
export function trueKnee(target: SimulatedTarget, limits: Limits, bounds: readonly [number, number]): number {
  let [low, high] = bounds;
  while (high / low > PRECISION) {
    const rate = Math.sqrt(low * high);
    if (holdsLong(target, rate, limits, 7)) low = rate;
    else high = rate;
  }
  return low;
}
