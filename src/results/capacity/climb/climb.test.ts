import { describe, expect, it } from "vitest";
import { type StepFigures, USUAL_LIMITS } from "../step.ts";
import { type Coefficients, throughputOf } from "../usl/scalability-law.ts";
import { type ClimbSettings, nextUsers } from "./climb.ts";
import { type UsersStep, withAsked } from "./users-step.ts";

const SETTINGS: ClimbSettings = {
  maxUsers: 64,
  maxRate: 10_000,
  budgetMs: 20 * 60_000,
  leadMs: 1500,
  limits: USUAL_LIMITS,
};
const RETROGRADE: Coefficients = { perUser: 50, contention: 0.1, coherency: 0.01 };
const SATURATED: Coefficients = { perUser: 50, contention: 0.5, coherency: 0 };
const LINEAR: Coefficients = { perUser: 10, contention: 0, coherency: 0 };

type Change = (users: number, attempt: number) => Partial<StepFigures>;

/** Steps of a target that follows the law, known to 2 % each. */
function climb(law: Coefficients, changed: Partial<ClimbSettings> = {}, change: Change = () => ({})) {
  const settings = { ...SETTINGS, ...changed };
  const steps: UsersStep[] = [];
  for (;;) {
    const next = nextUsers(steps, settings);
    if (next.kind !== "step") return { answer: next, users: steps.map(({ users }) => users) };
    const { users } = next;
    const rate = throughputOf(law, users);
    const seconds = next.length.longestMs / 1000;
    const ended = Math.round(rate * seconds);
    const attempt = steps.filter((step) => step.users === users).length;
    const step: UsersStep = {
      ...{ rate, users, fromMs: 0, seconds, asked: ended, done: ended, failed: 0, backlog: [0, 0] },
      ...{ margin: 0.02 * rate, p95Ms: (1500 * users) / rate, meanMs: (1000 * users) / rate, p95ByOp: {} },
      ...{ failedByOp: {}, failedByOutcome: {}, answersByOp: {}, isGeneratorLimit: false },
      ...change(users, attempt),
    };
    steps.push(withAsked(step, steps));
  }
}

describe("the climb by users", () => {
  it("doubles the users until fewer operations succeed, repeats that step, and fills the gap beside the best one", () => {
    const { answer, users } = climb(RETROGRADE);
    // The peak of the law is at 9.5 users; 16 get 8 % less, which chance does not explain.
    expect(users).toEqual([1, 2, 4, 8, 16, 16, 11]);
    expect(answer).toMatchObject({ kind: "knee", users: 11, broken: { rule: "goodput" }, isConfirmed: true });
  });

  it("knows the knee of a target whose throughput stays where it is, without anything that broke", () => {
    const { answer, users } = climb(SATURATED);
    expect(users.slice(0, 7)).toEqual([1, 2, 4, 8, 16, 32, 64]);
    expect(answer).toMatchObject({ kind: "knee", isRetrograde: false, users: 64 });
    expect(answer).not.toHaveProperty("broken");
  });

  it("says at least, as surely as it is known, where the throughput still rises with the most users", () => {
    const { answer } = climb(LINEAR, { maxUsers: 12 });
    expect(answer).toEqual({
      kind: "at-least",
      atLeast: expect.closeTo(0.98 * 120, 0),
      measured: 120,
      users: 12,
      because: "max-users",
    });
  });

  it("ends where the objective is missed twice, and not where it is missed once", () => {
    const limits = { ...USUAL_LIMITS, p95Ms: 250 };
    const slow: Change = (users) => (users >= 16 ? { p95Ms: 300 } : { p95Ms: 100 });
    expect(climb(LINEAR, { limits }, slow)).toMatchObject({
      users: [1, 2, 4, 8, 16, 16, 11],
      answer: { kind: "knee", users: 11, broken: { rule: "latency" }, isRetrograde: false },
    });
    const once: Change = (users, attempt) => (users === 4 && attempt === 0 ? { p95Ms: 300 } : { p95Ms: 100 });
    expect(climb(LINEAR, { limits, maxUsers: 16 }, once)).toMatchObject({
      users: [1, 2, 4, 4, 8, 16, 11],
      answer: { kind: "at-least", users: 16, because: "max-users" },
    });
  });

  it("has no knee where one user is too many", () => {
    const failing: Change = () => ({ done: 60, failed: 40, failedByOp: { create: 40 } });
    const { answer, users } = climb(LINEAR, {}, failing);
    expect(users).toEqual([1, 1]);
    expect(answer).toMatchObject({ kind: "at-most", broken: { rule: "failures", op: "create" } });
  });

  it("tells a limit of the generator apart", () => {
    const busy: Change = (users) => ({ isGeneratorLimit: users >= 8 });
    expect(climb(LINEAR, {}, busy)).toMatchObject({
      users: [1, 2, 4, 8, 8, 6],
      answer: { kind: "at-least", users: 6, because: "generator" },
    });
    expect(climb(LINEAR, {}, () => ({ isGeneratorLimit: true })).answer).toEqual({
      kind: "at-least",
      atLeast: 0,
      because: "generator",
    });
  });

  it("asks for no more than it may: time, and rate", () => {
    expect(climb(LINEAR, { budgetMs: 60_000 })).toMatchObject({
      users: [1, 2],
      answer: { kind: "at-least", users: 2, because: "budget" },
    });
    expect(climb(LINEAR, { maxRate: 79 })).toMatchObject({
      users: [1, 2, 4, 3],
      answer: { kind: "at-least", users: 4, because: "max-rate" },
    });
    expect(climb(LINEAR, { budgetMs: 10_000 }).answer).toEqual({ kind: "at-least", atLeast: 0, because: "budget" });
  });

  it("does not call a knee confirmed whose step past the peak was not repeated", () => {
    const { answer, users } = climb(RETROGRADE, { budgetMs: 5 * 34_000 });
    expect(users).toEqual([1, 2, 4, 8, 16]);
    expect(answer).toMatchObject({ kind: "knee", users: 8, isConfirmed: false });
  });

  it("tries fewer users again, for longer, where the target refused requests of more", () => {
    const limits = { ...USUAL_LIMITS, windowMs: 10_000 };
    const step = (users: number, figures: Partial<UsersStep>): UsersStep => ({
      ...{ rate: 10 * users, users, fromMs: 0, seconds: 8, asked: 80 * users, done: 80 * users, failed: 0 },
      ...{ backlog: [0, 0], margin: 1, p95Ms: 90, meanMs: 80, p95ByOp: {}, failedByOp: {}, failedByOutcome: {} },
      ...{ answersByOp: {}, isGeneratorLimit: false },
      ...figures,
    });
    const refused = step(8, { done: 400, failed: 240 });
    const history = [step(1, {}), step(2, {}), step(4, {}), refused];
    const length = { warmUpMs: 10_000, shortestMs: 10_000, longestMs: 30_000 };
    const next = (...more: readonly UsersStep[]) => nextUsers([...history, ...more], { ...SETTINGS, limits });
    expect(next()).toEqual({ kind: "step", users: 8, length });
    expect(next(refused)).toEqual({ kind: "step", users: 4, length });
    const held = step(4, { seconds: 10, warmUpMs: 10_000, done: 400 });
    expect(next(refused, held)).toMatchObject({ kind: "step", users: 6 });
  });
});
