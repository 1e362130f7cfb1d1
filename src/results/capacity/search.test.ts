import { describe, expect, it } from "vitest";
import { type SimulatedTarget, simulate } from "../../../test/fakes/simulated-target.ts";
import { trueKnee } from "../../../test/fakes/true-knee.ts";
import { createRandom } from "../stats/random.ts";
import { type Answer, nextStep, type SearchSettings, USUAL_SEARCH } from "./search.ts";
import { type StepFigures, type StepLength, tookMs, USUAL_LIMITS } from "./step.ts";

const SETTINGS: SearchSettings = {
  ...USUAL_SEARCH,
  maxRate: 100_000,
  budgetMs: 20 * 60_000,
  leadMs: 0,
  limits: { ...USUAL_LIMITS, p95Ms: 500 },
};

/** The whole search on a simulated target. */
function search(
  measure: (rate: number, seed: number, length: StepLength) => StepFigures,
  seed: number,
  settings = SETTINGS,
): { readonly answer: Answer; readonly steps: readonly StepFigures[] } {
  const steps: StepFigures[] = [];
  for (;;) {
    const next = nextStep(steps, settings);
    if (next.kind !== "step") return { answer: next, steps };
    steps.push(measure(next.rate, seed * 1000 + steps.length, next.length));
    if (steps.length > 100) throw new Error("the search does not end");
  }
}

const TARGETS: readonly (readonly [string, SimulatedTarget, boolean])[] = [
  ["one server", { servers: 1, serviceMs: 10, vus: 100 }, false],
  ["eight servers", { servers: 8, serviceMs: 40, vus: 100 }, false],
  ["a retrograde target", { servers: 4, serviceMs: 20, coherency: 0.02, vus: 64 }, true],
  ["a noisy target", { servers: 4, serviceMs: 25, noise: 0.1, vus: 100 }, false],
];

describe.each(TARGETS)("the search at %s", (_name, target, isRetrograde) => {
  const truth = trueKnee(target, SETTINGS.limits, [1, 4000]);

  it("finds the knee, within 20 % always and within 10 % as a rule", () => {
    const errors: number[] = [];
    for (let seed = 1; seed <= 10; seed++) {
      const { answer, steps } = search((...step) => simulate(target, ...step), seed);
      if (answer.kind !== "knee") throw new Error(JSON.stringify(answer));
      errors.push(Math.abs(answer.knee / truth - 1));
      expect(answer.interval[0]).toBeLessThanOrEqual(answer.knee);
      expect(answer.interval[1]).toBeGreaterThanOrEqual(answer.knee);
      expect(answer.isRetrograde).toBe(isRetrograde);
      expect(steps.length).toBeLessThanOrEqual(30);
    }
    expect(Math.max(...errors)).toBeLessThan(0.2);
    expect(errors.filter((error) => error <= 0.1).length).toBeGreaterThanOrEqual(8);
  });
});

describe("the search", () => {
  const ideal: SimulatedTarget = { servers: 8, serviceMs: 4, vus: 100 };

  it("says at least, where the generator was the limit, and narrows the gap to it", () => {
    const { answer, steps } = search((rate, seed, length) => {
      const step = simulate(ideal, rate, seed, length);
      return { ...step, isGeneratorLimit: rate > 300 };
    }, 1);
    expect(answer).toMatchObject({ kind: "at-least", because: "generator" });
    if (answer.kind === "at-least") expect(answer.atLeast).toBeCloseTo(160 * 2 ** (7 / 8), 3);
    expect(steps.filter(({ rate }) => rate > 300).map(({ rate }) => Math.round(rate))).toEqual([320, 320, 306, 306]);
  });

  it("goes down where the first rate was too much for the generator", () => {
    const { answer } = search((rate, seed, length) => {
      const step = simulate(ideal, rate, seed, length);
      return { ...step, isGeneratorLimit: rate > 4 };
    }, 1);
    if (answer.kind !== "at-least") throw new Error(answer.kind);
    expect(answer.because).toBe("generator");
    expect(answer.atLeast).toBeGreaterThan(3.7);
    expect(answer.atLeast).toBeLessThanOrEqual(4);
  });

  it("stops at the highest rate that the user allows", () => {
    const { answer, steps } = search((...step) => simulate(ideal, ...step), 1, { ...SETTINGS, maxRate: 100 });
    expect(answer).toEqual({ kind: "at-least", atLeast: 100, because: "max-rate" });
    expect(Math.max(...steps.map(({ rate }) => rate))).toBe(100);
  });

  it("keeps its budget, and says that the interval is not confirmed", () => {
    const target = { servers: 1, serviceMs: 10, vus: 100 };
    const budgetMs = 130_000;
    const { answer, steps } = search((...step) => simulate(target, ...step), 1, { ...SETTINGS, budgetMs });
    expect(steps.reduce((sum, step) => sum + tookMs(step), 0)).toBeLessThanOrEqual(budgetMs);
    expect(answer).toMatchObject({ kind: "knee", isConfirmed: false });
  });

  it("says at most, where even low rates are too much", () => {
    const { answer } = search((...step) => simulate({ servers: 1, serviceMs: 20_000 }, ...step), 1, {
      ...SETTINGS,
      budgetMs: 60 * 60_000,
    });
    expect(answer).toMatchObject({ kind: "at-most", atMost: 0.625 });
  });

  it("halves the rate with short steps until one holds, before it says less than", () => {
    const target = { servers: 1, serviceMs: 1000, vus: 50 };
    const settings = { ...SETTINGS, limits: { ...USUAL_LIMITS, p95Ms: 20_000 } };
    const { steps, answer } = search((...step) => simulate(target, ...step), 1, settings);
    expect(steps.slice(0, 5).map(({ rate }) => rate)).toEqual([10, 5, 2.5, 1.25, 0.625]);
    expect(steps.slice(0, 4).map(({ seconds }) => seconds)).toEqual([10, 20, 30, 30]);
    expect(answer.kind).toBe("knee");
  });

  it("says that no lower rate was tried, where the time was up", () => {
    const settings = { ...SETTINGS, budgetMs: 40_000 };
    const { answer } = search((...step) => simulate({ servers: 1, serviceMs: 20_000 }, ...step), 1, settings);
    expect(answer).toMatchObject({ kind: "at-most", atMost: 5, isCut: true });
  });

  it("says of a knee that is not confirmed whether the time was up or the steps disagreed", () => {
    // Above 15 a second it holds by chance.
    const held = simulate(ideal, 10, 1);
    const byChance = (rate: number, seed: number) => (rate > 15 && createRandom(seed)() < 0.3 ? 900 : 5);
    const noisy = search((rate, seed) => ({ ...held, rate, p95Ms: byChance(rate, seed) }), 7, {
      ...SETTINGS,
      budgetMs: 10 * 3_600_000,
    });
    expect(noisy.answer).toMatchObject({ kind: "knee", isConfirmed: false, doubt: "disagree" });
    const target = { servers: 1, serviceMs: 10, vus: 100 };
    const short = search((...step) => simulate(target, ...step), 1, { ...SETTINGS, budgetMs: 130_000 });
    expect(short.answer).toMatchObject({ isConfirmed: false, doubt: "budget" });
  });

  it("goes down where the first rate was too much", () => {
    const { answer } = search((...step) => simulate({ servers: 1, serviceMs: 200, vus: 50 }, ...step), 1, {
      ...SETTINGS,
      budgetMs: 60 * 60_000,
      limits: { ...USUAL_LIMITS, p95Ms: 2000 },
    });
    if (answer.kind !== "knee") throw new Error(answer.kind);
    expect(answer.knee).toBeGreaterThan(2);
    expect(answer.knee).toBeLessThan(5);
  });

  it("repeats a rate whose steps disagree, and lets the majority decide", () => {
    const held = simulate(ideal, 100, 1);
    const at = (rate: number, p95Ms: number): StepFigures => ({ ...held, rate, p95Ms });
    const once = [at(10, 5), at(20, 900)];
    expect(nextStep(once, SETTINGS)).toMatchObject({ kind: "step", rate: Math.sqrt(200) });
    const disagree = [...once, at(20, 5)];
    expect(nextStep(disagree, SETTINGS)).toMatchObject({ kind: "step", rate: 20 });
    expect(nextStep([...disagree, at(20, 5)], SETTINGS)).toMatchObject({ kind: "step", rate: 40 });
  });
});
