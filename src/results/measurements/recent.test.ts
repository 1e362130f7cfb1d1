import { expect, test } from "vitest";
import { answersOf, periodOf } from "../../../test/fakes/periods.ts";
import { BIN_ERROR } from "../../lib/measure/latency-bins.ts";
import { RecentPeriods } from "./recent.ts";

function recentOf(seconds: number, latencies: readonly (readonly number[])[]): RecentPeriods {
  const recent = new RecentPeriods(seconds);
  for (const [at, own] of latencies.entries()) {
    const read = { op: "read", ...answersOf(own, { read: own.length, rejected: 1 }) };
    const beside = { op: "readback", ...answersOf([], {}, [1]) };
    recent.add(periodOf(at + 1, { operations: own.length === 0 ? [] : [read, beside] }));
  }
  return recent;
}

test("only the last seconds count, of all operations together", () => {
  const { covered, requestsPerSecond, items, latency } = recentOf(2, [Array(100).fill(1), [2], [3, 4]]);
  expect({ covered, requestsPerSecond, items }).toEqual({
    covered: 2,
    requestsPerSecond: 2.5,
    items: { all: 5, failed: 2 },
  });
  expect(latency.count).toBe(5);
});

test("each kind of operation has its rate and its percentile", () => {
  const { operations } = recentOf(2, [Array(100).fill(1), [200], [200, 200]]);
  expect(operations).toEqual([
    { op: "read", perSecond: 1.5, p95: expect.closeTo(200, -1) },
    { op: "readback", perSecond: 1, p95: expect.closeTo(1, 1) },
  ]);
  expect(recentOf(2, []).operations).toEqual([]);
});

test("percentiles are those of all answers of the window, not averages", () => {
  // 2 % are slow: the 95th percentile is still a fast one, the 99th a slow one.
  const { latency } = recentOf(10, [Array(978).fill(10), Array(20).fill(1500)]);
  expect(Math.abs(latency.quantile(0.95) / 10 - 1)).toBeLessThanOrEqual(BIN_ERROR);
  expect(Math.abs(latency.quantile(0.99) / 1500 - 1)).toBeLessThanOrEqual(BIN_ERROR);
});

test("there is no percentile without an answer, and no rate without a period", () => {
  expect(recentOf(10, [[], []]).latency.quantile(0.5)).toBeNaN();
  expect(recentOf(10, []).requestsPerSecond).toBe(0);
});
