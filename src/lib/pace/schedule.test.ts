import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  dueMs,
  END,
  isAtWork,
  MISSED,
  operationAt,
  readSchedule,
  type Schedule,
  withEnd,
  withStep,
  withUsers,
  writeSchedule,
} from "./schedule.ts";

const T = 1_700_000_000_000;

/** Steps as [milliseconds since the step before, rate]. */
function scheduleOf(steps: readonly (readonly [number, number])[]): Schedule {
  let schedule: Schedule = [];
  let fromMs = T;
  for (const [ms, rate] of steps) {
    fromMs += ms;
    schedule = withStep(schedule, fromMs, rate);
  }
  return schedule;
}

const rate = fc.oneof(fc.constant(0), fc.double({ min: 0.1, max: 5000, noNaN: true }));
const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 60_000 }), rate), { minLength: 1, maxLength: 8 });

describe("a schedule", () => {
  it("makes operations due at the rate of their step", () => {
    const schedule = scheduleOf([
      [0, 10],
      [2000, 100],
    ]);
    expect(dueMs(schedule, 0, T)).toBe(T);
    expect(dueMs(schedule, 19, T)).toBe(T + 1900);
    expect(dueMs(schedule, 20, T)).toBe(T + 2000);
    expect(dueMs(schedule, 21, T)).toBe(T + 2010);
  });

  it("misses what has not begun when its step is over, and nothing before", () => {
    const schedule = scheduleOf([
      [0, 10],
      [2000, 100],
    ]);
    expect(dueMs(schedule, 19, T + 1999)).toBe(T + 1900);
    expect(dueMs(schedule, 19, T + 2000)).toBe(MISSED);
    expect(dueMs(schedule, 20, T + 60_000)).toBe(T + 2000);
  });

  it("has nothing due before it is known, nor in a pause until the next step", () => {
    expect(dueMs([], 5, T)).toBe(Number.POSITIVE_INFINITY);
    const paused = scheduleOf([
      [0, 10],
      [1000, 0],
    ]);
    expect(dueMs(paused, 9, T + 500)).toBe(T + 900);
    expect(dueMs(paused, 10, T + 5000)).toBe(Number.POSITIVE_INFINITY);
    expect(dueMs(withStep(paused, T + 8000, 20), 10, T + 5000)).toBe(T + 8000);
  });

  it("asks for as many operations in a step as are due before the next one", () => {
    fc.assert(
      fc.property(steps, (given) => {
        const schedule = scheduleOf(given);
        for (const [at, step] of schedule.entries()) {
          const next = schedule[at + 1];
          if (next === undefined || next.first === step.first) continue;
          const last = dueMs(schedule, next.first - 1, step.fromMs);
          expect(last).toBeLessThan(next.fromMs + 1e-3);
          expect(last + 1000 / step.perSecond).toBeGreaterThan(next.fromMs - 1e-2);
        }
      }),
    );
  });

  it("ends: nothing is due any more, whatever its number", () => {
    const schedule = scheduleOf([
      [0, 10],
      [1000, END],
    ]);
    expect(dueMs(schedule, 9, T + 950)).toBe(T + 900);
    expect(dueMs(schedule, 10, T + 500)).toBe(MISSED);
    expect(readSchedule(writeSchedule(schedule))).toEqual(schedule);
  });

  it("takes no extra operation from an inexact product", () => {
    expect(operationAt({ fromMs: 0, first: 0, perSecond: 0.1 }, 30_000)).toBe(3);
    expect(operationAt({ fromMs: 0, first: 7, perSecond: 1.1 }, 30_000)).toBe(40);
  });

  it("takes no step from before the last one", () => {
    expect(() => withStep(scheduleOf([[0, 10]]), T - 1, 5)).toThrow(RangeError);
  });

  it("is to VUs what it is to the runner, for the last steps", () => {
    fc.assert(
      fc.property(steps, (given) => {
        const schedule = scheduleOf(given);
        expect(readSchedule(writeSchedule(schedule))).toEqual(schedule.slice(-6));
      }),
    );
    const long = scheduleOf([1, 2, 3, 4, 5, 6, 7, 8].map((rate) => [1000, rate]));
    expect(dueMs(readSchedule(writeSchedule(long)), 0, T + 7500)).toBe(MISSED);
    expect(readSchedule("")).toEqual([]);
    expect(readSchedule("nonsense,1:2,5:6:7,1:2:0:x")).toEqual([{ fromMs: 5, first: 6, perSecond: 7 }]);
  });

  it("has so many VUs at work in a step by users, from its first moment to that of the next step", () => {
    const schedule = withStep(withUsers(withUsers([], T, 1), T + 1000, 2), T + 2000, END);
    const atWork = (ms: number) => [0, 1, 2].filter((user) => isAtWork(schedule, user, ms));
    expect([T - 1, T, T + 999, T + 1000, T + 1999, T + 2000].map(atWork)).toEqual([[], [0], [0], [0, 1], [0, 1], []]);
    expect(readSchedule(writeSchedule(schedule))).toEqual(schedule);
    expect(dueMs(schedule.slice(0, 2), 77, T + 1500)).toBe(Number.POSITIVE_INFINITY);
    expect(isAtWork([{ fromMs: T, first: 0, perSecond: 10 }], 0, T)).toBe(false);
  });

  it("has an end of steps by users that misses what has not begun, from its moment on", () => {
    const schedule = withEnd(withUsers([], T, 2), T + 1000);
    expect(readSchedule(writeSchedule(schedule))).toEqual(schedule);
    expect([T + 999, T + 1000].map((ms) => dueMs(schedule, 77, ms))).toEqual([Number.POSITIVE_INFINITY, MISSED]);
    expect([T + 999, T + 1000].map((ms) => isAtWork(schedule, 1, ms))).toEqual([true, false]);
  });
});
