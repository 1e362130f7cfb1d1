import { expect, it } from "vitest";
import { brokenRule, USUAL_LIMITS } from "../step.ts";
import { isClearlyBelow, type UsersStep, withAsked } from "./users-step.ts";

function step(users: number, perSecond: number, margin: number): UsersStep {
  const ended = 10 * perSecond;
  return {
    ...{
      users,
      margin,
      rate: perSecond,
      fromMs: 0,
      seconds: 10,
      asked: ended,
      done: ended,
      failed: 0,
      backlog: [0, 0],
    },
    ...{ p95Ms: 20, meanMs: 10, p95ByOp: {}, failedByOp: {}, failedByOutcome: {}, answersByOp: {} },
    isGeneratorLimit: false,
  };
}

const rule = (own: UsersStep, before: readonly UsersStep[]) => brokenRule(withAsked(own, before), USUAL_LIMITS)?.rule;

it("is too much where clearly fewer operations succeed than with fewer users", () => {
  // The curve of a real DMS: users and operations per second.
  const before = [step(4, 154, 4), step(8, 158, 4)];
  expect(rule(step(16, 149, 4), before)).toBeUndefined();
  expect(rule(step(64, 108, 4), before)).toBe("goodput");
  expect(withAsked(step(64, 108, 3), before)).toMatchObject({ rate: 153, asked: 1530 });
  // What is not known well is no reason.
  expect(rule(step(64, 108, 60), before)).toBeUndefined();
});

it("is not compared with more users, nor with what the generator limited", () => {
  expect(rule(step(6, 100, 1), [step(8, 158, 1)])).toBeUndefined();
  expect(rule(step(16, 100, 1), [{ ...step(8, 158, 1), isGeneratorLimit: true }])).toBeUndefined();
});

it("is clearly below where the difference is more than both margins explain", () => {
  expect(isClearlyBelow(step(1, 94.9, 3), step(2, 100, 4))).toBe(true);
  expect(isClearlyBelow(step(1, 95.1, 3), step(2, 100, 4))).toBe(false);
});
