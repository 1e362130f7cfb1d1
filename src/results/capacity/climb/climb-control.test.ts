import { describe, expect, it } from "vitest";
import { binOf } from "../../../lib/measure/latency-bins.ts";
import { END, isAtWork } from "../../../lib/pace/schedule.ts";
import { USUAL_LIMITS } from "../step.ts";
import { type Coefficients, throughputOf } from "../usl/scalability-law.ts";
import { ClimbControl } from "./climb-control.ts";

const T = 1_700_000_000_000;
const VUS = 64;
const SETTINGS = {
  maxUsers: VUS,
  maxRate: 10_000,
  budgetMs: 10 * 60_000,
  leadMs: 1500,
  startedMs: T,
  objective: { ...USUAL_LIMITS, p95Ms: undefined, timesUnloaded: 5 },
};
const LAW: Coefficients = { perUser: 50, contention: 0.1, coherency: 0.01 };
const RATES = { today: 40, need: undefined };

/** A run in virtual time against a target that follows the law, for the VUs that are at work in each second. */
function run(
  law: Coefficients,
  changed: Partial<typeof SETTINGS> = {},
  isBusy: (users: number) => boolean = () => false,
  stopMs = Number.POSITIVE_INFINITY,
  isOut: (nowMs: number) => boolean = () => false,
) {
  const control = new ClimbControl({ ...SETTINGS, ...changed });
  let owed = 0;
  for (let nowMs = T; !control.hasEnded; nowMs += 1000) {
    if (nowMs > T + 3_600_000) throw new Error("the run does not end");
    control.tick(nowMs);
    if (nowMs >= stopMs) {
      control.stop();
      break;
    }
    let users = 0;
    while (isAtWork(control.schedule, users, nowMs)) users++;
    if (isBusy(users)) control.generatorLimits();
    owed += users === 0 ? 0 : throughputOf(law, users);
    const bin = binOf((1000 * users) / throughputOf(law, users));
    const failure = isOut(nowMs) ? ("unavailable" as const) : undefined;
    for (; owed >= 1; owed--) control.add({ operation: 3, op: "read", bin, failure });
  }
  return control;
}

describe("the control of a climb by users", () => {
  it("has the users of the schedule measured, and ends with the knee and the law", () => {
    const control = run(LAW);
    expect(control.steps.map(({ users }) => users)).toEqual([1, 2, 4, 8, 16, 16, 11]);
    expect(control.schedule.map(({ users }) => users)).toEqual([1, 2, 4, 8, 16, 16, 11, undefined]);
    expect(control.schedule.at(-1)?.perSecond).toBe(END);
    const result = control.result(RATES);
    expect(result).toMatchObject({ answer: "knee", by: "users", users: 11, todayPerSecond: 40, confirmed: true });
    expect(result?.perSecond).toBeCloseTo(throughputOf(LAW, 11), 0);
    expect(result?.scalability?.peakUsers.value).toBeCloseTo(9.49, 1);
    expect(result?.scalability?.contention.value).toBeCloseTo(0.1, 2);
    expect(result?.scalability?.coherency.value).toBeCloseTo(0.01, 3);
  });

  it("says what its steps say where the run is stopped", () => {
    const stopsAt = (ms: number) => run(LAW, {}, () => false, T + ms).result(RATES);
    expect(stopsAt(5000)).toBeUndefined();
    const rising = stopsAt(25_000);
    expect(rising).toMatchObject({ answer: "at-least", limitedBy: "run-stopped", by: "users" });
    expect(rising?.perSecond).toBeLessThan(throughputOf(LAW, rising?.users ?? 0));
    const falling = run(LAW, {}, () => false, T + 70_000).result(RATES);
    expect(falling).toMatchObject({ answer: "knee", confirmed: false, doubt: "run-stopped", users: 8 });
  });

  it("has no limit of latency but the objective", () => {
    const law = { perUser: 50, contention: 0.5, coherency: 0 };
    expect(run(law).result(RATES)?.answer).toBe("knee");
    expect(run(law).result(RATES)).not.toHaveProperty("broke");
    const objective = { ...SETTINGS.objective, p95Ms: 100 as number | undefined } as typeof SETTINGS.objective;
    expect(run(law, { objective }).result(RATES)).toMatchObject({ answer: "knee", broke: "latency", p95LimitMs: 100 });
  });

  it("leaves what the generator limits out of the answer and of the law", () => {
    const result = run({ ...LAW, coherency: 0 }, {}, (users) => users >= 8).result(RATES);
    expect(result).toMatchObject({ answer: "at-least", limitedBy: "generator", users: 6 });
    expect(result?.scalability?.contention.value).toBeCloseTo(0.1, 2);
  });

  it("ends where the target stops answering", () => {
    const control = new ClimbControl(SETTINGS);
    for (let nowMs = T; !control.hasEnded; nowMs += 1000) {
      if (nowMs > T + 60_000) throw new Error("the run does not end");
      control.tick(nowMs);
      // In the second step, with two users.
      const isDead = nowMs > T + 20_000;
      const failure = isDead ? ("cut-off" as const) : undefined;
      for (let n = 0; n < 20; n++) control.add({ operation: n, op: "read", bin: isDead ? undefined : 100, failure });
    }
    expect(control.result(RATES)).toMatchObject({
      ...{ answer: "at-least", limitedBy: "target-stopped", stoppedInStep: 2, perSecond: 20, users: 1 },
    });
  });

  it("ends within its budget, to which the start of k6 belongs", () => {
    const usersFrom = (startedMs: number) => run(LAW, { budgetMs: 60_000, startedMs }).steps.map(({ users }) => users);
    expect(usersFrom(T)).toEqual([1, 2, 4, 8]);
    expect(usersFrom(T - 20_000)).toEqual([1, 2, 4]);
  });

  it("has no result before its end, and says what it does", () => {
    const control = new ClimbControl(SETTINGS);
    expect([control.result(RATES), control.pace.part]).toEqual([undefined, "step 1"]);
    control.tick(T);
    expect([control.result(RATES), control.pace.part]).toEqual([undefined, "step 1 with 1 user"]);
  });

  it("makes a step once more in which the target was out for some seconds", () => {
    const control = run(LAW, {}, undefined, undefined, (ms) => ms >= T + 25_000 && ms < T + 32_000);
    expect(control.steps.map(({ users }) => users)).toEqual([1, 2, 4, 4, 8, 16, 16, 11]);
    expect(control.steps.map(({ isDisturbed = false }) => isDisturbed).indexOf(true)).toBe(2);
    expect(control.result(RATES)).toMatchObject({ answer: "knee", users: 11, confirmed: true });
  });
});
