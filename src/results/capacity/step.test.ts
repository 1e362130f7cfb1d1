import { describe, expect, it } from "vitest";
import { brokenRule, type StepFigures, samplesForOps, stepLength, USUAL_LIMITS } from "./step.ts";

const GOOD: StepFigures = {
  rate: 100,
  fromMs: 0,
  seconds: 10,
  asked: 1000,
  done: 998,
  failed: 0,
  backlog: [3, 2],
  p95Ms: 40,
  meanMs: 20,
  p95ByOp: { read: 30, create: 90 },
  failedByOp: { read: 1, create: 5 },
  failedByOutcome: {},
  answersByOp: {},
  isGeneratorLimit: false,
};
const LIMITS = { ...USUAL_LIMITS, p95Ms: 500 };

describe("a step", () => {
  it.each<[string, Partial<StepFigures>, string | undefined]>([
    ["does all that was asked", {}, undefined],
    ["is slow, but steady", { backlog: [400, 400], p95Ms: 400 }, undefined],
    ["achieves less than was asked", { done: 940 }, "goodput"],
    ["fails more than one in a hundred", { done: 985, failed: 13 }, "failures"],
    ["fails once of few", { asked: 60, done: 59, failed: 1 }, undefined],
    ["has a growing backlog", { done: 985, backlog: [5, 30] }, "backlog"],
    ["has a backlog that varies by chance", { done: 990, backlog: [5, 12] }, undefined],
    ["is slower than the objective", { p95Ms: 501 }, "latency"],
    ["is within its limit, however much slower than at a lower rate", { p95BelowMs: 4 }, undefined],
    ["has no answer at all", { done: 0, p95Ms: Number.NaN }, "goodput"],
  ])("that %s", (_what, change, rule) => {
    expect(brokenRule({ ...GOOD, ...change }, LIMITS)?.rule).toBe(rule);
  });

  it("that is slower than at a lower rate breaks a rule only where the user asks for it", () => {
    const limits = { ...LIMITS, rise: 0.5 };
    expect(brokenRule({ ...GOOD, p95BelowMs: 26 }, limits)).toEqual({ rule: "rise" });
    expect(brokenRule({ ...GOOD, p95BelowMs: 27 }, limits)).toBeUndefined();
    expect(brokenRule(GOOD, limits)).toBeUndefined();
  });

  it("names the operation that fails most, or is farthest above its limit", () => {
    expect(brokenRule({ ...GOOD, failed: 30 }, LIMITS)).toEqual({ rule: "failures", op: "create" });
    const slow = { ...GOOD, p95Ms: 501, p95ByOp: { read: 30, create: 900 } };
    expect(brokenRule(slow, LIMITS)).toEqual({ rule: "latency", op: "create" });
    expect(brokenRule(GOOD, { ...LIMITS, p95ByOp: { read: 25, create: 90 } })).toEqual({
      ...{ rule: "latency", op: "read", limitMs: 25 },
    });
    expect(brokenRule(GOOD, { ...LIMITS, p95ByOp: { read: 30, create: 90, update: 1 } })).toBeUndefined();
  });

  it("names no operation that is fast, though it alone has answers enough for p95", () => {
    const slow = { ...GOOD, p95Ms: 901, p95ByOp: { read: 5 } };
    const limits = { ...LIMITS, p95ByOp: { read: 300 } };
    const answersByOp = { read: { count: 40, meanMs: 4 }, update: { count: 15, meanMs: 901 } };
    expect(brokenRule({ ...slow, answersByOp }, limits)).toEqual({ rule: "latency", op: "update" });
    expect(brokenRule(slow, limits)).toEqual({ rule: "latency" });
  });

  it("tells the objective of one operation from that of all", () => {
    const slow = { ...GOOD, p95Ms: 501, p95ByOp: { read: 490, create: 700 } };
    // Create is within its own limit, and still most of what is slow.
    expect(brokenRule(slow, { ...LIMITS, p95ByOp: { create: 701 } })).toEqual({ rule: "latency", op: "create" });
    expect(brokenRule(slow, { ...LIMITS, p95ByOp: { create: 1 } })).toEqual({
      ...{ rule: "latency", op: "create", limitMs: 1 },
    });
    // Only create has missed its objective, though read is nearer to the limit of all.
    const limits = { ...LIMITS, p95ByOp: { create: 600 } };
    expect(brokenRule({ ...slow, p95Ms: 499, p95ByOp: { read: 900, create: 601 } }, limits)?.op).toBe("create");
  });

  it("takes long enough for its samples, and longer to confirm", () => {
    expect([1000, 20, 1].map((rate) => stepLength(rate, "climb").measuredMs)).toEqual([5000, 5000, 30_000]);
    expect([1000, 20, 1].map((rate) => stepLength(rate, "narrow").measuredMs)).toEqual([8000, 20_000, 60_000]);
    expect([1000, 20].map((rate) => stepLength(rate, "confirm").measuredMs)).toEqual([45_000, 120_000]);
  });

  it("takes long enough for the p95 of a rare operation that has a limit, within bounds", () => {
    const answers = (create: number) => ({
      read: { count: 100 - create, meanMs: 5 },
      create: { count: create, meanMs: 5 },
    });
    const samples = (create: number, op = "create") =>
      samplesForOps([{ ...GOOD, answersByOp: answers(create) }], { ...LIMITS, p95ByOp: { [op]: 90 } });
    expect(samples(10)).toBe(300);
    expect(stepLength(20, "climb", 0, samples(10)).measuredMs).toBe(15_000);
    expect(samples(10, "delete")).toBe(Number.POSITIVE_INFINITY);
    expect(stepLength(20, "climb", 0, samples(10, "delete")).measuredMs).toBe(30_000);
    expect(samplesForOps([], { ...LIMITS, p95ByOp: { create: 90 } })).toBe(0);
    expect(samplesForOps([{ ...GOOD, answersByOp: answers(10) }], LIMITS)).toBe(0);
  });
});
