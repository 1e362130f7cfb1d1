/** The search on 200 systems in virtual time, each with parameters of its own, against what 10 minutes at a rate show. */

import { expect, it } from "vitest";
import { type SimulatedTarget, simulate } from "../../../test/fakes/simulated-target.ts";
import { holdsLong } from "../../../test/fakes/true-knee.ts";
import { createRandom } from "../stats/random.ts";
import { nextStep, type SearchSettings, USUAL_SEARCH } from "./search.ts";
import { type StepFigures, USUAL_LIMITS } from "./step.ts";

const SETTINGS: SearchSettings = {
  ...USUAL_SEARCH,
  maxRate: 100_000,
  budgetMs: 20 * 60_000,
  leadMs: 1500,
  limits: { ...USUAL_LIMITS, p95Ms: 400 },
};
const VUS = 64;
const SYSTEMS = 50;

/** What makes a target one of a shape. @param between draws a number, such that each size is as likely as any other */
type Shape = (between: (low: number, high: number) => number) => Partial<SimulatedTarget>;

const SHAPES: Readonly<Record<string, Shape>> = {
  "hard queue limit": (between) => ({ queueLimit: Math.round(between(4, 30)) }),
  "gradual contention": (between) => ({ contention: between(0.03, 0.5) }),
  retrograde: (between) => ({ coherency: between(0.005, 0.05) }),
  noisy: (between) => ({ noise: between(0.03, 0.15) }),
};

function systemsOf(shape: Shape, firstSeed: number): SimulatedTarget[] {
  return Array.from({ length: SYSTEMS }, (_, n) => {
    const random = createRandom(firstSeed + n);
    const between = (low: number, high: number) => low * (high / low) ** random();
    return { servers: Math.round(between(2, 8)), serviceMs: between(15, 70), vus: VUS, ...shape(between) };
  });
}

/** The answer's knee; undefined where it has none. */
function kneeOf(target: SimulatedTarget, seed: number): number | undefined {
  const steps: StepFigures[] = [];
  for (;;) {
    const next = nextStep(steps, SETTINGS);
    if (next.kind !== "step") return next.kind === "knee" ? next.knee : undefined;
    steps.push(simulate(target, next.rate, seed * 1000 + steps.length, next.length));
  }
}

/** The true knee, the highest rate that holds, is so near where a rate so much lower holds and one so much higher does not. */
function isWithin(share: number, target: SimulatedTarget, knee: number, seed: number): boolean {
  const { limits } = SETTINGS;
  return holdsLong(target, knee / (1 + share), limits, seed) && !holdsLong(target, knee / (1 - share), limits, seed);
}

it("finds the knee of 200 systems within 10 % in at least 90 of 100, and within 20 % in at least 98", {
  timeout: 300_000,
}, () => {
  const within: Record<10 | 20, number> = { 10: 0, 20: 0 };
  for (const [at, shape] of Object.values(SHAPES).entries()) {
    const firstSeed = 1 + SYSTEMS * at;
    for (const [n, target] of systemsOf(shape, firstSeed).entries()) {
      const seed = firstSeed + n;
      const knee = kneeOf(target, seed);
      if (knee === undefined) continue;
      const isNear = isWithin(0.1, target, knee, seed);
      if (isNear) within[10]++;
      if (isNear || isWithin(0.2, target, knee, seed)) within[20]++;
    }
  }
  expect(within[10]).toBeGreaterThanOrEqual(180);
  expect(within[20]).toBeGreaterThanOrEqual(196);
});
