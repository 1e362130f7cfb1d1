import { expect, test } from "vitest";
import { answersOf, periodOf } from "../../../test/fakes/periods.ts";
import { BIN_ERROR } from "../../lib/measure/latency-bins.ts";
import type { Totals } from "./figures.ts";
import { NO_LATENCY } from "./operations.ts";
import { runFigures } from "./run-figures.ts";

const READS = answersOf([10, 20, 30], { read: 3, rejected: 2 }, [1, 1]);
const TOTALS: Totals = {
  ...periodOf(20, { seconds: 20, operations: [{ op: "readback", ...answersOf([500], {}) }] }),
  calls: [
    { resource: "students", op: "read", ...READS },
    { resource: "students", op: "create", ...answersOf([], { rejected: 1 }, [7]) },
    { resource: "schools", op: "read", ...answersOf([100], { read: 1 }) },
  ],
};

test("rows by resource and operation, of the answers that did the work", () => {
  const { operations } = runFigures(TOTALS, undefined);
  expect(
    operations.map(({ resource, op, requests, perSecond, failures }) => [resource, op, requests, perSecond, failures]),
  ).toEqual([
    ["schools", "read", 1, 0.05, 0],
    ["students", "create", 1, 0.05, 1],
    ["students", "read", 5, 0.25, 2],
  ]);
  expect(operations[1]?.latencyMs).toEqual(NO_LATENCY);
  const { min = 0, mean = 0, p50 = 0, max = 0 } = operations[2]?.latencyMs ?? {};
  for (const [found, exact] of [
    [min, 10],
    [mean, 20],
    [p50, 20],
    [max, 30],
  ] as const) {
    expect(Math.abs(found / exact - 1)).toBeLessThanOrEqual(BIN_ERROR);
  }
});

test("a row has its answers by ranges of their time, those of its failures apart", () => {
  const { operations } = runFigures(TOTALS, undefined);
  expect(operations.map(({ ranges }) => ranges)).toEqual([
    { under800: 1, under1200: 0, from1200: 0, failed: 0 },
    { under800: 0, under1200: 0, from1200: 0, failed: 1 },
    { under800: 3, under1200: 0, from1200: 0, failed: 2 },
  ]);
});

test("the whole is the sum of its rows, without what is beside the run", () => {
  const { requests, requestsPerSecond, failures, outcomes, latencyMs } = runFigures(TOTALS, undefined);
  expect({ requests, requestsPerSecond, failures, outcomes }).toEqual({
    requests: 7,
    requestsPerSecond: 0.35,
    failures: 3,
    outcomes: { read: 4, rejected: 3 },
  });
  expect(Math.abs(latencyMs.max / 100 - 1)).toBeLessThanOrEqual(BIN_ERROR);
});

test("rates are over the measured window where there is one", () => {
  const { requestsPerSecond, operations } = runFigures(TOTALS, { windowMs: 10_000, overrunMs: 3 });
  expect([requestsPerSecond, operations[2]?.perSecond]).toEqual([0.7, 0.5]);
});

test("a run that ended before its first period has no figures", () => {
  expect(runFigures(undefined, undefined)).toEqual({
    requests: 0,
    requestsPerSecond: 0,
    latencyMs: NO_LATENCY,
    outcomes: {},
    failures: 0,
    operations: [],
  });
});
