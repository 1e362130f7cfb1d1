import { describe, expect, it } from "vitest";
import { LatencyHistogram } from "../stats/latency-histogram.ts";
import { capacityResult, needText, takes, todayText } from "./capacity-result.ts";
import type { Answer, Knee } from "./search.ts";
import { type StepFigures, USUAL_LIMITS } from "./step.ts";

const KNEE: Knee = {
  kind: "knee",
  knee: 140,
  interval: [130, 150],
  broken: { rule: "latency", op: "create" },
  p95Ms: 80,
  isRetrograde: false,
  isConfirmed: true,
};
const STEP: StepFigures = {
  rate: 160,
  fromMs: 0,
  seconds: 10,
  asked: 1600,
  done: 1400,
  failed: 7,
  backlog: [0, 90],
  p95Ms: 900,
  meanMs: 400,
  p95ByOp: {},
  failedByOp: {},
  failedByOutcome: {},
  answersByOp: {},
  isGeneratorLimit: false,
};
const STOPPED: Answer = {
  ...{ kind: "at-least", atLeast: 80, because: "target-stopped", stopped: { step: 4, rate: 160 } },
};
const RATES = { today: 40, need: undefined };
const LIMITS = { ...USUAL_LIMITS, p95Ms: 500 };

function of(answer: Answer) {
  return capacityResult(answer, [STEP], LIMITS, RATES);
}

describe("the answer of a search in summary.json", () => {
  it("has the knee with its interval, what broke, and each step", () => {
    expect(of(KNEE)).toMatchObject({
      answer: "knee",
      perSecond: 140,
      low: 130,
      high: 150,
      broke: "latency",
      operation: "create",
      p95LimitMs: 500,
      todayPerSecond: 40,
      steps: [{ askedPerSecond: 160, donePerSecond: 140, failed: 7, held: false }],
    });
    expect(of(KNEE)).not.toHaveProperty("needPerSecond");
  });

  it("says which objective was not tested at the rate that held, and claims no need met", () => {
    const held = { ...STEP, rate: 140, done: 1400, asked: 1400, failed: 0, backlog: [0, 0], p95Ms: 80 } as const;
    const limits = { ...LIMITS, p95ByOp: { create: 90, delete: 90 } };
    const tell = (p95ByOp: StepFigures["p95ByOp"]) =>
      capacityResult(KNEE, [STEP, { ...held, p95ByOp: { create: 70 } }, { ...held, p95ByOp }], limits, RATES);
    expect(tell({})).toMatchObject({
      untested: ["delete"],
      text: expect.stringMatching(/; p95 of delete was not tested: too few answers$/),
    });
    expect([takes(tell({}), 100), takes(tell({}), 150)]).toEqual([undefined, false]);
    expect(tell({ delete: 60 })).not.toHaveProperty("untested");
    expect(takes(tell({ delete: 60 }), 100)).toBe(true);
  });

  it("tells the step that only shows what happens well beyond the knee", () => {
    const at = (rate: number, done: number): StepFigures => ({ ...STEP, rate, asked: 10 * rate, done, failed: 0 });
    const good = { ...at(70, 700), backlog: [0, 0], p95Ms: 80 } as const;
    const steps = [good, at(160, 1400), at(100, 900), at(100, 900), at(200, 600), at(160, 1400)];
    const told = capacityResult(KNEE, steps, LIMITS, RATES).steps.map(({ state }) => state.includes("a check beyond"));
    expect(told).toEqual([false, false, false, false, true, false]);
  });

  it("keeps the latencies of a step", () => {
    const latencies = new LatencyHistogram();
    latencies.add(500, 3);
    const [step] = capacityResult(KNEE, [{ ...STEP, latencies }], LIMITS, RATES).steps;
    expect(step?.latencies).toBe(latencies.toText());
    expect(of(KNEE).steps[0]).not.toHaveProperty("latencies");
  });

  it.each<[Answer, number, boolean | undefined]>([
    [KNEE, 130, true],
    [KNEE, 140, undefined],
    [KNEE, 150, false],
    [{ kind: "at-least", atLeast: 900, because: "generator" }, 900, true],
    [{ kind: "at-least", atLeast: 900, because: "generator" }, 901, undefined],
    [{ kind: "at-most", atMost: 5, broken: { rule: "goodput" } }, 5, false],
    [{ kind: "at-most", atMost: 5, broken: { rule: "goodput" } }, 4, undefined],
    [STOPPED, 20, undefined],
  ])("says of a rate what is certain: %j", (answer, rate, expected) => {
    expect(takes(of(answer), rate)).toBe(expected);
  });

  it("rests on no single step where the knee is not confirmed", () => {
    const at = (rate: number): StepFigures => ({ ...STEP, rate, asked: 10 * rate, done: 10 * rate, backlog: [0, 0] });
    const held = [70, 130].map((rate) => ({ ...at(rate), failed: 0, p95Ms: 80 }));
    const broken = { ...at(150), done: 0 };
    const answer: Knee = { ...KNEE, isConfirmed: false };
    const result = capacityResult(answer, [...held, broken], LIMITS, RATES);
    expect([70, 100, 130, 150].map((rate) => takes(result, rate))).toEqual([true, undefined, undefined, undefined]);
    const again = capacityResult(answer, [...held, broken, broken], LIMITS, RATES);
    expect(takes(again, 150)).toBe(false);
  });

  it.each<[Answer, string | undefined]>([
    [KNEE, "40/s: it takes 3.5 times as much"],
    [{ kind: "at-least", atLeast: 100, because: "max-rate" }, "40/s: it takes at least 2.5 times as much"],
    [{ kind: "at-most", atMost: 20, broken: { rule: "goodput" } }, "40/s: it takes less than 50.0 % of that"],
    [STOPPED, "40/s: it held 2 times as much"],
    [{ kind: "at-least", atLeast: 0, because: "budget" }, undefined],
  ])("compares today's rate with what is known: %j", (answer, text) => {
    expect(todayText(of(answer))).toBe(text);
  });

  it("says of a need whether it is met, missed or neither", () => {
    const lessThan = of({ kind: "at-most", atMost: 5, broken: { rule: "goodput" } });
    expect(needText(of(KNEE), "120/s", 120)).toBe("120/s: met");
    expect(needText(lessThan, "5/s", 5)).toMatch(/^5\/s is needed, but it takes less than 5 operations per second /);
    expect(needText(lessThan, "4/s", 4)).toMatch(/^it is uncertain whether 4\/s is reached: it takes less than 5 /);
  });
});
