import { describe, expect, it } from "vitest";
import { binOf } from "../../lib/measure/latency-bins.ts";
import { dueMs, END, MISSED } from "../../lib/pace/schedule.ts";
import { stateOf } from "./capacity-lines.ts";
import { isOfStoppedRun } from "./capacity-result.ts";
import { USUAL_SEARCH } from "./search.ts";
import { type ControlSettings, SearchControl } from "./search-control.ts";
import { USUAL_LIMITS } from "./step.ts";

const T = 1_700_000_000_000;

const SETTINGS = {
  ...USUAL_SEARCH,
  maxRate: 10_000,
  budgetMs: 20 * 60_000,
  objective: { ...USUAL_LIMITS, p95Ms: 500, timesUnloaded: 5 },
  vus: 100,
  leadMs: 1500,
  first: { count: 0, perSecond: 10 },
  startedMs: T,
};

/** A run in virtual time against a target that does one operation after the other, in `serviceMs` each. */
function run(
  serviceMs: number,
  limitRate = Number.POSITIVE_INFINITY,
  settings: ControlSettings & { readonly stopMs?: number } = SETTINGS,
  diesMs = Infinity,
  proxy?: "dead" | "open",
  isOut = (startMs: number, _rate: number): boolean => startMs >= diesMs,
) {
  const control = new SearchControl(settings);
  let operation = 0;
  let freeMs = T;
  let missed = 0;
  let endMs = T;
  for (let nowMs = T; control.answer === undefined; nowMs += 1000) {
    if (nowMs > T + 3_600_000) throw new Error("the run does not end");
    if (nowMs % 3000 === 0) control.health(proxy === "dead" && nowMs >= diesMs);
    control.tick(nowMs);
    if (nowMs >= (settings.stopMs ?? Infinity)) control.stop();
    endMs = nowMs;
    const { schedule } = control;
    if ((schedule.at(-2)?.perSecond ?? 0) > limitRate) control.generatorLimits();
    while (freeMs < nowMs + 1000) {
      const due = dueMs(schedule, operation, freeMs);
      if (due === MISSED) {
        if (schedule.at(-1)?.perSecond === END) break;
        missed++;
        operation++;
        continue;
      }
      const startMs = Math.max(due, freeMs);
      if (startMs + serviceMs >= nowMs + 1000) break;
      const isDead = isOut(startMs, schedule.at(-2)?.perSecond ?? 0);
      freeMs = isDead ? startMs : startMs + serviceMs;
      const failure = isDead ? (proxy === undefined ? ("cut-off" as const) : ("unavailable" as const)) : undefined;
      control.add({ operation: operation++, op: "read", bin: isDead ? undefined : binOf(freeMs - due), failure });
    }
  }
  return { control, schedule: control.schedule, missed, endMs };
}

describe("the control of a search", () => {
  it("finds the knee with the pace alone, and ends the run", () => {
    const { control, schedule, missed } = run(10);
    expect(control.answer).toMatchObject({ kind: "knee", isConfirmed: true });
    if (control.answer?.kind === "knee") expect(Math.abs(control.answer.knee / 100 - 1)).toBeLessThan(0.06);
    expect(schedule.at(-1)?.perSecond).toBe(END);
    // Steps above the knee leave a backlog, which is no load of the step after.
    expect(missed).toBeGreaterThan(100);
  });

  it("says what its steps say where the run is stopped, and leaves an answer as it is", () => {
    const NO_RATES = { today: undefined, need: undefined };
    const control = new SearchControl(SETTINGS);
    control.stop();
    expect(control.result(NO_RATES)).toBeUndefined();
    const whole = run(10);
    whole.control.stop();
    expect(whole.control.answer).toMatchObject({ kind: "knee", isConfirmed: true });
    // In the third step, at 40 operations per second; then in the one after the first that is too much, at 160.
    for (const [ms, answer] of [
      [25_000, { kind: "at-least", atLeast: 20, because: "run-stopped" }],
      [55_000, { kind: "knee", knee: 80, isConfirmed: false, doubt: "run-stopped" }],
    ] as const) {
      const stopped = run(10, Infinity, { ...SETTINGS, stopMs: T + ms });
      expect(stopped.control.answer).toMatchObject(answer);
      const result = stopped.control.result(NO_RATES);
      expect(result?.steps).toHaveLength(stopped.control.steps.length);
      expect(result && isOfStoppedRun(result)).toBe(true);
    }
  });

  it("pauses between steps", () => {
    const { control, schedule } = run(10);
    const rates = schedule.map(({ perSecond }) => perSecond);
    expect(rates.filter((rate) => rate > 0)).toEqual(control.steps.map(({ rate }) => rate));
    for (const [at, rate] of rates.entries()) if (at % 2 === 1) expect(rate).toBe(0);
  });

  it("ends where the target stops answering, with what held before and the step in which it stopped", () => {
    // In the third step, at 40 operations per second.
    const { control, endMs } = run(10, Infinity, SETTINGS, T + 30_000);
    expect(control.answer).toEqual({
      ...{ kind: "at-least", atLeast: 20, because: "target-stopped", stopped: { step: 3, rate: 40 } },
    });
    expect(endMs - T).toBeLessThan(45_000);
    expect(control.steps[2]).toMatchObject({ rate: 40, failedByOutcome: { "cut-off": expect.any(Number) } });
    expect(control.result({ today: 40, need: 10 })).toMatchObject({ limitedBy: "target-stopped", stoppedInStep: 3 });
    expect(run(10, Infinity, SETTINGS, T).control.answer).toMatchObject({ atLeast: 0, stopped: { step: 1, rate: 10 } });
  });

  it("finds no knee where the target dies behind a proxy, unlike where it refuses by itself", () => {
    const at = (proxy: "dead" | "open") => run(10, Infinity, SETTINGS, T + 30_000, proxy).control.answer;
    expect(at("dead")).toEqual({
      ...{ kind: "at-least", atLeast: 20, because: "target-stopped", stopped: { step: 3, rate: 40 } },
    });
    expect(at("open")).toMatchObject({ kind: "at-most" });
  });

  it("ends within its budget, to which the start of k6 and the first creates belong", () => {
    for (const budgetMs of [60_000, 90_000, 150_000]) {
      const settings = { ...SETTINGS, budgetMs, startedMs: T - 20_000, first: { count: 40, perSecond: 10 } };
      const { control, endMs } = run(10, Infinity, settings);
      expect(endMs - settings.startedMs).toBeLessThanOrEqual(budgetMs - 1000);
      expect(control.steps.length).toBeGreaterThan(0);
    }
  });

  it("takes the fastest step at a lower rate as the unloaded target's, where the first one was too much", () => {
    const objective = { ...SETTINGS.objective, p95Ms: undefined };
    const { control } = run(250, Infinity, { ...SETTINGS, objective });
    expect(control.steps.slice(0, 3).map(({ rate }) => rate)).toEqual([10, 5, 2.5]);
    const unloadedMs = control.steps[2]?.p95Ms ?? 0;
    expect(unloadedMs).toBeLessThan(300);
    expect(control.limits.p95Ms).toBe(5 * unloadedMs);
    expect(control.result({ today: undefined, need: undefined })?.text).toMatch(/\(5 times the p95 of step 3\)$/);
  });

  it("compares p95 with that of the last rate that held, where the user asks for it", () => {
    const objective = { ...SETTINGS.objective, rise: 0.5 };
    const { control } = run(10, Infinity, { ...SETTINGS, objective });
    const [, , third] = control.steps;
    expect(third?.p95BelowMs).toBe(control.steps[1]?.p95Ms);
    expect(control.steps[0]).not.toHaveProperty("p95BelowMs");
  });

  it("tells a limit of the generator apart", () => {
    expect(run(10, 60).control.answer).toMatchObject({ kind: "at-least", because: "generator" });
  });
});

it.each([
  ["takes no step as the unloaded target's that works off the backlog of a cold start", 20 * 60_000, 5],
  ["keeps such a step where there is no time for another", 12_000, 3000],
])("%s", (_what, budgetMs, p95Ms) => {
  const objective = { ...SETTINGS.objective, p95Ms: undefined };
  const control = new SearchControl({ ...SETTINGS, startRate: 100, maxRate: 100, budgetMs, objective });
  let operation = 0;
  /** All that was due and has not ended ends now, after so many milliseconds. */
  const end = (ms: number, latencyMs: number): void => {
    for (const most = operation + 1000; operation < most && dueMs(control.schedule, operation, ms) <= ms; operation++)
      control.add({ operation, op: "read", bin: binOf(latencyMs), failure: undefined });
  };
  let coldUntilMs = 0;
  for (let ms = T; ms < T + 30_000; ms += 500) {
    control.tick(ms);
    coldUntilMs ||= (control.schedule[0]?.fromMs ?? 0) + 4000;
    if (ms >= coldUntilMs) end(ms, ms < coldUntilMs + 500 ? 3000 : 5);
  }
  expect(control.steps.map(({ rate }) => rate)).toEqual([100]);
  expect(Math.abs((control.steps[0]?.p95Ms ?? 0) / p95Ms - 1)).toBeLessThan(0.02);
});

it("takes no step as the unloaded target's in which the generator was the limit", () => {
  const objective = { ...SETTINGS.objective, p95Ms: undefined };
  const control = new SearchControl({ ...SETTINGS, startRate: 100, maxRate: 100, budgetMs: 20 * 60_000, objective });
  let operation = 0;
  for (let ms = T; ms < T + 30_000; ms += 500) {
    const isBusy = ms < (control.schedule[0]?.fromMs ?? Number.POSITIVE_INFINITY) + 7000;
    if (isBusy) control.generatorLimits();
    for (const most = operation + 1000; operation < most && dueMs(control.schedule, operation, ms) <= ms; operation++)
      control.add({ operation, op: "read", bin: binOf(isBusy ? 900 : 5), failure: undefined });
    control.tick(ms);
  }
  expect(control.steps.map(({ rate }) => rate)).toEqual([100]);
  expect(control.steps[0]?.p95Ms).toBeCloseTo(5, 0);
});

it("begins its first step when the first creates are done", () => {
  const control = new SearchControl({ ...SETTINGS, first: { count: 40, perSecond: 20 } });
  control.tick(T);
  expect(control.schedule).toEqual([
    { fromMs: T + 1500, first: 0, perSecond: 20 },
    { fromMs: T + 3500, first: 40, perSecond: 0 },
  ]);
  control.tick(T + 3000);
  expect(control.pace.perSecond).toBeUndefined();
  control.tick(T + 4000);
  expect(control.pace.perSecond).toBe(SETTINGS.startRate);
  expect(control.schedule.slice(2)).toMatchObject([
    { fromMs: T + 5500, first: 40, perSecond: SETTINGS.startRate },
    { perSecond: 0 },
  ]);
});

describe("a target that is out for some seconds", () => {
  const outAt = (isOut: (startMs: number, rate: number) => boolean) =>
    run(10, Infinity, SETTINGS, Infinity, "open", isOut).control;

  it.each([
    ["a restart of six seconds", 6],
    ["a storm of 503 over several steps", 22],
  ])("leads to no other answer: %s", (_, seconds) => {
    const { steps, answer, limits } = outAt((ms) => ms >= T + 25_000 && ms < T + 25_000 + 1000 * seconds);
    const disturbed = steps.filter(({ isDisturbed }) => isDisturbed);
    expect(disturbed.length).toBeGreaterThan(0);
    expect(disturbed.map((step) => stateOf(step, limits))[0]).toBe("disturbed: for some seconds, nothing succeeded");
    expect(answer).toMatchObject({ kind: "knee", isConfirmed: true });
    if (answer?.kind === "knee") expect(Math.abs(answer.knee / 100 - 1)).toBeLessThan(0.06);
  });

  it("is distinguished from a rate that is too much by repeating the rate, for half a minute", () => {
    const { steps, answer } = outAt((_, rate) => rate > 30);
    expect(answer).toMatchObject({ kind: "knee", isConfirmed: true, broken: { rule: "failures" } });
    if (answer?.kind === "knee") expect(Math.abs(answer.knee / 30 - 1)).toBeLessThan(0.06);
    // At the first rate that was too much alone: then it is known that the target fails so.
    expect(steps.filter(({ isDisturbed }) => isDisturbed).map(({ rate }) => rate)).toEqual([40, 40, 40]);
  });

  it("does not tell how fast the unloaded target is", () => {
    const isOut = (ms: number): boolean => ms >= T + 3000 && ms < T + 10_000;
    const settings = { ...SETTINGS, objective: { ...SETTINGS.objective, p95Ms: undefined } };
    const { control } = run(10, Infinity, settings, Infinity, "open", isOut);
    expect(control.limits.unloadedStep).toBe(2);
    expect(control.limits.p95Ms).toBeLessThan(100);
  });
});
