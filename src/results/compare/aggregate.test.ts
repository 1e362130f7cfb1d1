import fc from "fast-check";
import { expect, test } from "vitest";
import { latencyOf, type SyntheticResult, syntheticRun } from "../../../test/fakes/synthetic-run.ts";
import { BIN_ERROR } from "../../lib/measure/latency-bins.ts";
import { aggregateRuns } from "./aggregate.ts";

const FAST = { resource: "students", op: "read", perSecond: 40, median: 8 };
const SLOW = { ...FAST, median: 90, spread: 1 };
const NAMES = ["min", "mean", "p50", "p90", "p95", "p99", "max"] as const;

function exactOf(runs: readonly SyntheticResult[]): ReturnType<typeof latencyOf> {
  return latencyOf(runs.flatMap(({ exact }) => [...(exact.get("students read") ?? [])]));
}

test("merged percentiles are those of all requests, within the error of a bin, however few requests there are", () => {
  const shape = fc.record({
    seconds: fc.integer({ min: 1, max: 12 }),
    seed: fc.nat(1_000_000),
    perSecond: fc.integer({ min: 2, max: 400 }),
    // None below the first bin, whose error is larger.
    median: fc.integer({ min: 20, max: 500 }),
    spread: fc.double({ min: 0.05, max: 1.4, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(shape, { minLength: 1, maxLength: 4 }), (shapes) => {
      const runs = shapes.map(({ seconds, seed, ...own }) =>
        syntheticRun({ seconds, seed, operations: [{ ...FAST, ...own }], noise: 0.3, memory: 0.5 }),
      );
      const exact = exactOf(runs);
      const { latencyMs, operations } = aggregateRuns(runs, false);
      for (const name of NAMES) {
        expect(Math.abs(latencyMs[name] / exact[name] - 1), name).toBeLessThanOrEqual(BIN_ERROR + 1e-9);
        expect(operations[0]?.latencyMs[name]).toBe(latencyMs[name]);
      }
    }),
    { numRuns: 60 },
  );
});

test("an average of percentiles would have been wrong by far", () => {
  const runs = [
    syntheticRun({ seconds: 90, seed: 1, operations: [FAST] }),
    syntheticRun({ seconds: 10, seed: 2, operations: [SLOW] }),
  ];
  const exact = exactOf(runs).p50;
  const averaged = runs.reduce((sum, { summary }) => sum + summary.latencyMs.p50 / runs.length, 0);
  expect(averaged).toBeGreaterThan(3 * exact);
  expect(aggregateRuns(runs, false).latencyMs.p50 / exact).toBeCloseTo(1, 1);
});

test("counts, failures and outcomes add up", () => {
  const runs = [1, 2].map((seed) => syntheticRun({ seconds: 20, seed, operations: [FAST] }));
  const { requests, outcomes, operations } = aggregateRuns(runs, false);
  const sum = runs.reduce((total, { summary }) => total + summary.requests, 0);
  expect(requests).toBe(sum);
  expect(outcomes).toEqual({ read: sum });
  expect(operations).toHaveLength(1);
});

test("rates of runs one after the other are of all their time; rates of parts at the same time add up", () => {
  const runs = [1, 2].map((seed) => syntheticRun({ seconds: 50, seed, operations: [FAST] }));
  const apart = aggregateRuns(runs, false).requestsPerSecond;
  expect(apart).toBeGreaterThan(35);
  expect(apart).toBeLessThan(45);
  expect(aggregateRuns(runs, true).requestsPerSecond).toBeCloseTo(2 * apart, 6);
});

test("of parts at the same time, the rate is over the time of the longest", () => {
  const runs = [10, 50].map((seconds) => syntheticRun({ seconds, seed: 1, operations: [FAST] }));
  const { requests, requestsPerSecond } = aggregateRuns(runs, true);
  expect(requestsPerSecond).toBeCloseTo(requests / 50, 6);
});

test("a single run keeps its percentiles", () => {
  const run = syntheticRun({ seconds: 20, seed: 1, operations: [FAST] });
  expect(aggregateRuns([run], false).latencyMs).toEqual(run.summary.latencyMs);
});
