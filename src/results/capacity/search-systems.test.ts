/** The search on many systems in virtual time: 200 searches of 20 systems, whose true knees a simulation of 10 minutes gives. */

import { expect, it } from "vitest";
import { type SimulatedTarget, simulate } from "../../../test/fakes/simulated-target.ts";
import { nextStep, type SearchSettings, USUAL_SEARCH } from "./search.ts";
import { brokenRule, type StepFigures, USUAL_LIMITS } from "./step.ts";

const SETTINGS: SearchSettings = {
  ...USUAL_SEARCH,
  maxRate: 100_000,
  budgetMs: 20 * 60_000,
  leadMs: 1500,
  limits: { ...USUAL_LIMITS, p95Ms: 400 },
};
const VUS = 64;

const SHAPES: Readonly<Record<string, (n: number) => SimulatedTarget>> = {
  "hard queue limit": (n) => ({ servers: 2 + n, serviceMs: 30 + 10 * n, queueLimit: 8, vus: VUS }),
  "gradual contention": (n) => ({ servers: 6, serviceMs: 15 + 5 * n, contention: 0.05 + 0.03 * n, vus: VUS }),
  retrograde: (n) => ({ servers: 3 + n, serviceMs: 20, coherency: 0.01 + 0.005 * n, vus: VUS }),
  noisy: (n) => ({ servers: 3, serviceMs: 15 + 5 * n, noise: 0.1, vus: VUS }),
};
const SYSTEMS = 5;
const SEEDS = 10;

/** The answer's knee; NaN where it has none. */
function kneeOf(target: SimulatedTarget, seed: number): number {
  const steps: StepFigures[] = [];
  for (;;) {
    const next = nextStep(steps, SETTINGS);
    if (next.kind === "knee") return next.knee;
    if (next.kind !== "step") return Number.NaN;
    steps.push(simulate(target, next.rate, seed * 1000 + steps.length, next.length));
  }
}

/** The highest rate at which 10 minutes break no rule. @param about where to look */
function trueKnee(target: SimulatedTarget, about: number): number {
  let [low, high] = [about / 2, about * 2];
  while (high / low > 1.02) {
    const rate = Math.sqrt(low * high);
    const step = simulate(target, rate, 7, { warmUpMs: 10_000, measuredMs: 600_000 });
    if (brokenRule(step, SETTINGS.limits) === undefined) low = rate;
    else high = rate;
  }
  return low;
}

it("finds the knee within 10 % in at least 90 of 100 searches, and within 20 % in at least 98", {
  timeout: 300_000,
}, () => {
  const errors: number[] = [];
  for (const shape of Object.values(SHAPES)) {
    for (let n = 0; n < SYSTEMS; n++) {
      const target = shape(n);
      const knees = Array.from({ length: SEEDS }, (_, seed) => kneeOf(target, seed + 1));
      const truth = trueKnee(target, knees[0] as number);
      errors.push(...knees.map((knee) => Math.abs(knee / truth - 1)));
    }
  }
  expect(errors).toHaveLength(200);
  expect(errors.filter((error) => error <= 0.1).length).toBeGreaterThanOrEqual(180);
  expect(errors.filter((error) => error <= 0.2).length).toBeGreaterThanOrEqual(196);
});
