import fc from "fast-check";
import { expect, test } from "vitest";
import { latencyOf, type SyntheticResult, syntheticRun } from "../../../test/fakes/synthetic-run.ts";
import { aggregateRuns } from "./aggregate.ts";

const FAST = { resource: "students", op: "read", perSecond: 40, median: 8 };
const SLOW = { ...FAST, median: 90, spread: 1 };
const NAMES = ["p50", "p90", "p95", "p99"] as const;

function exactOf(runs: readonly SyntheticResult[]): ReturnType<typeof latencyOf> {
  return latencyOf(runs.flatMap(({ exact }) => [...(exact.get("students read") ?? [])]));
}

test("merged percentiles are on average within 3 % of those of all requests, never outside the bounds", () => {
  const errors = Array.from({ length: 10 }, (_, seed) => {
    const runs = [
      syntheticRun({ seconds: 60, seed, operations: [FAST], noise: 0.3, memory: 0.8 }),
      syntheticRun({ seconds: 30, seed: seed + 100, operations: [SLOW] }),
    ];
    const exact = exactOf(runs);
    const row = aggregateRuns(runs, false).operations[0];
    return NAMES.map((name) => {
      const [low = 0, high = 0] = row?.bounds[name] ?? [];
      expect(low).toBeLessThanOrEqual(exact[name]);
      expect(high).toBeGreaterThanOrEqual(exact[name]);
      return Math.abs((row?.latencyMs[name] ?? 0) / exact[name] - 1);
    });
  }).flat();
  expect(Math.max(...errors)).toBeLessThan(0.12);
  expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(0.03);
});

test("the bounds of merged percentiles always hold, however few requests there are", () => {
  const shape = fc.record({
    seconds: fc.integer({ min: 1, max: 12 }),
    seed: fc.nat(1_000_000),
    perSecond: fc.integer({ min: 2, max: 400 }),
    median: fc.integer({ min: 1, max: 500 }),
    spread: fc.double({ min: 0.05, max: 2, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(shape, { minLength: 2, maxLength: 4 }), (shapes) => {
      const runs = shapes.map(({ seconds, seed, ...own }) =>
        syntheticRun({ seconds, seed, operations: [{ ...FAST, ...own }], noise: 0.3, memory: 0.5 }),
      );
      const exact = exactOf(runs);
      const row = aggregateRuns(runs, false).operations[0];
      for (const name of NAMES) {
        const [low = 0, high = 0] = row?.bounds[name] ?? [];
        expect(low, name).toBeLessThanOrEqual(exact[name]);
        expect(high, name).toBeGreaterThanOrEqual(exact[name]);
        expect(row?.latencyMs[name], name).toBeGreaterThanOrEqual(low);
        expect(row?.latencyMs[name], name).toBeLessThanOrEqual(high);
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

test("counts, failures and outcomes add up; least, greatest and mean are exact", () => {
  const runs = [1, 2].map((seed) => syntheticRun({ seconds: 20, seed, operations: [FAST] }));
  const exact = exactOf(runs);
  const { requests, outcomes, latencyMs, operations } = aggregateRuns(runs, false);
  const sum = runs.reduce((total, { summary }) => total + summary.requests, 0);
  expect(requests).toBe(sum);
  expect(outcomes).toEqual({ read: sum });
  expect(latencyMs.min).toBe(exact.min);
  expect(latencyMs.max).toBe(exact.max);
  expect(latencyMs.mean).toBeCloseTo(exact.mean, 9);
  expect(operations).toHaveLength(1);
});

test("rates of runs one after the other are of all their time; rates of parts at the same time add up", () => {
  const runs = [1, 2].map((seed) => syntheticRun({ seconds: 50, seed, operations: [FAST] }));
  const apart = aggregateRuns(runs, false).requestsPerSecond;
  expect(apart).toBeGreaterThan(35);
  expect(apart).toBeLessThan(45);
  expect(aggregateRuns(runs, true).requestsPerSecond).toBeCloseTo(2 * apart, 6);
});

test("a single run keeps k6's own percentiles", () => {
  const run = syntheticRun({ seconds: 20, seed: 1, operations: [FAST] });
  const { latencyMs, bounds } = aggregateRuns([run], false);
  expect(latencyMs).toEqual(run.summary.latencyMs);
  expect(bounds.p99).toEqual([latencyMs.p99, latencyMs.p99]);
});
