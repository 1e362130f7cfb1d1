import { describe, expect, it } from "vitest";
import { createRandom } from "../stats/random.ts";
import { brokenRule, intervalOfP95, type StepFigures, stepLength, USUAL_LIMITS } from "./step.ts";

const GOOD: StepFigures = {
  rate: 100,
  seconds: 10,
  asked: 1000,
  done: 998,
  failed: 0,
  backlog: [3, 2],
  p95Ms: 40,
  isGeneratorLimit: false,
};
const LIMITS = { ...USUAL_LIMITS, p95Ms: 500 };

describe("a step", () => {
  it.each<[string, Partial<StepFigures>, string | undefined]>([
    ["does all that was asked", {}, undefined],
    ["lacks what is under way at its end as at half-time", { done: 960, backlog: [40, 40] }, undefined],
    ["achieves less than was asked", { done: 960 }, "goodput"],
    ["fails more than one in a hundred", { done: 985, failed: 13 }, "failures"],
    ["fails once of few", { asked: 20, done: 19, failed: 1 }, undefined],
    ["has a growing backlog", { done: 985, backlog: [5, 30] }, "backlog"],
    ["has a backlog that varies by chance", { done: 990, backlog: [5, 12] }, undefined],
    ["is slower than the objective", { p95Ms: 501 }, "latency"],
    ["has no answer at all", { done: 0, p95Ms: Number.NaN }, "goodput"],
  ])("that %s", (_what, change, rule) => {
    expect(brokenRule({ ...GOOD, ...change }, LIMITS)).toBe(rule);
  });

  it("takes long enough for its samples, and longer to confirm", () => {
    expect([1000, 20, 1].map((rate) => stepLength(rate).measuredMs)).toEqual([8000, 20_000, 60_000]);
    expect([1000, 20].map((rate) => stepLength(rate, true).measuredMs)).toEqual([120_000, 120_000]);
  });

  it("knows p95 within an interval that holds the true one in about 95 % of steps", () => {
    const random = createRandom(3);
    let inside = 0;
    for (let step = 0; step < 1000; step++) {
      const values = Array.from({ length: 400 }, () => random()).sort((a, b) => a - b);
      const [low, high] = intervalOfP95(400, (q) => values[Math.min(399, Math.floor(q * 400))] ?? 1);
      if (low <= 0.95 && high >= 0.95) inside++;
    }
    expect(inside).toBeGreaterThan(920);
    expect(inside).toBeLessThan(980);
  });
});
