import { describe, expect, it } from "vitest";
import { capacityResult, takes } from "./capacity-result.ts";
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

  it.each<[Answer, number, boolean | undefined]>([
    [KNEE, 130, true],
    [KNEE, 140, undefined],
    [KNEE, 150, false],
    [{ kind: "at-least", atLeast: 900, because: "generator" }, 900, true],
    [{ kind: "at-least", atLeast: 900, because: "generator" }, 901, undefined],
    [{ kind: "at-most", atMost: 5, broken: { rule: "goodput" } }, 5, false],
    [{ kind: "at-most", atMost: 5, broken: { rule: "goodput" } }, 4, undefined],
  ])("says of a rate what is certain: %j", (answer, rate, expected) => {
    expect(takes(of(answer), rate)).toBe(expected);
  });
});
