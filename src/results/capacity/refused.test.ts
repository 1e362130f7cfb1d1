import { describe, expect, it } from "vitest";
import { binOf } from "../../lib/measure/latency-bins.ts";
import { dueMs, MISSED } from "../../lib/pace/schedule.ts";
import { createRateLimiter } from "../../sandbox/limits/rate-limit.ts";
import { Refused } from "./refused.ts";
import { USUAL_SEARCH } from "./search.ts";
import { SearchControl } from "./search-control.ts";
import { USUAL_LIMITS } from "./step.ts";

const T = 1_700_000_000_000;
const PERMITS = 250;

/** A search in virtual time at a target that takes 5 ms, and only so many requests in each window. */
function search(windowMs: number, budgetMs: number, startMs: number, namesWait = true) {
  const permits = (PERMITS * windowMs) / 10_000;
  const limiter = createRateLimiter({ permits, windowMs });
  limiter.take("host", T);
  const objective = { ...USUAL_LIMITS, p95Ms: undefined, timesUnloaded: 5 };
  const first = { count: 0, perSecond: 10 };
  const common = { maxRate: 1000, budgetMs, objective, vus: 100, leadMs: 1500, first, startedMs: startMs };
  const control = new SearchControl({ ...USUAL_SEARCH, ...common });
  let operation = 0;
  for (let nowMs = startMs; control.answer === undefined; nowMs += 1000) {
    control.tick(nowMs);
    for (;;) {
      const due = dueMs(control.schedule, operation, nowMs);
      if (due !== MISSED && due >= nowMs + 1000) break;
      const waitSeconds = due === MISSED ? undefined : limiter.take("host", due);
      const isRefused = waitSeconds !== undefined;
      if (isRefused) control.refused(429, namesWait ? 1000 * waitSeconds : undefined);
      const failure = isRefused ? ("throttled" as const) : undefined;
      if (due !== MISSED) control.add({ operation, op: "read", bin: binOf(isRefused ? 1 : 5), failure });
      operation++;
      if (control.schedule.at(-1)?.perSecond === -1) break;
    }
  }
  return { control, answer: control.answer };
}

/** Of windows. */
const PHASES = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

describe("a rate limiter with a window that is longer than a step", () => {
  it.each([
    [10_000, true],
    [10_000, false],
    [30_000, true],
    [1000, true],
  ])("of %d ms (waits named: %s) does not make a rate hold that it does not allow", (windowMs, namesWait) => {
    for (const budgetMs of [60_000, 120_000, 240_000])
      for (const phase of PHASES) {
        const { answer } = search(windowMs, budgetMs, T + phase * windowMs, namesWait);
        if (answer.kind === "at-least") throw new Error(JSON.stringify(answer));
        // Of the answers, 1 % may fail.
        if (answer.kind === "knee") expect(answer.knee).toBeLessThan(1.03 * 25);
        else expect(answer.atMost).toBeGreaterThan(25);
      }
  });

  it.each([
    [120_000, true],
    [120_000, false],
    [900_000, true],
    [3_600_000, true],
    [3_600_000, false],
  ])("of %d ms (waits named: %s) makes no claim that is not true", (windowMs, namesWait) => {
    for (const budgetMs of [240_000, 1_200_000])
      for (const phase of [0, 0.3, 0.6, 0.9]) {
        const { answer, control } = search(windowMs, budgetMs, T + phase * windowMs, namesWait);
        if (answer.kind === "knee") expect(answer.knee).toBeLessThan(1.03 * 25);
        else if (answer.kind === "at-most") expect(answer.atMost).toBeGreaterThan(25);
        // Without a single refusal, nothing tells that there is a limit.
        else if (control.limits.windowMs !== undefined) expect(answer.atLeast).toBeLessThan(1.03 * 25);
      }
  });

  it("is reported if it is longer than the budget", () => {
    const { control } = search(600_000, 240_000, T);
    const result = control.result({ today: undefined, need: undefined });
    expect(result?.text).toMatch(
      /^takes less than 1,000 .+ no lower rate was tried, because the time budget ran out: the target limits requests over 8 min \d+ s or longer, so a step takes 17 min \d+ s at least$/,
    );
  });

  it("is found if there is time", () => {
    for (const phase of PHASES) {
      const { answer, control } = search(10_000, 20 * 60_000, T + phase * 10_000);
      if (answer.kind !== "knee") throw new Error(answer.kind);
      expect(Math.abs(answer.knee / 25 - 1)).toBeLessThan(0.06);
      expect(answer.isConfirmed).toBe(true);
      expect(answer.broken?.rule).toBe("failures");
      const result = control.result({ today: undefined, need: 30 });
      const short = result?.steps.filter(({ state }) => state.startsWith("held, but too short to tell"));
      for (const step of short ?? []) expect(step.held).toBe(false);
    }
  });
});

describe("the window of a target's refusals", () => {
  const windowOf = (...refusals: readonly (readonly [seconds: number, status: number, retryAfterMs?: number])[]) => {
    const refused = new Refused();
    for (const [seconds, status, retryAfterMs] of refusals) {
      refused.tick(T + 1000 * seconds);
      refused.add(status, retryAfterMs);
    }
    return refused.limits.windowMs;
  };

  it("is unknown as long as nothing is refused", () => {
    expect(new Refused().limits).toEqual({});
  });

  it("is at least the longest wait that answers name, and that of a rate limiter 10 s", () => {
    expect(windowOf([0, 503, 30_000], [1, 503, 1000])).toBe(30_000);
    expect(windowOf([0, 503, 1000])).toBe(1000);
    expect(windowOf([0, 429, 2000])).toBe(10_000);
    expect(windowOf([0, 429])).toBe(10_000);
  });

  it("is the time from the end of one to the end of the next one, 60 s at most", () => {
    expect(windowOf([20, 429, 10_000], [25, 429, 5000], [55, 429, 5000])).toBe(30_000);
    expect(windowOf([20, 429, 10_000], [110, 429, 10_000], [145, 429, 5000])).toBe(30_000);
    expect(windowOf([20, 429, 10_000], [200, 429, 10_000])).toBe(60_000);
  });
});
