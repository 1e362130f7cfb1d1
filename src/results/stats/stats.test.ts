import { expect, test } from "vitest";
import { histogramOf } from "../../../test/fakes/periods.ts";
import { syntheticRun } from "../../../test/fakes/synthetic-run.ts";
import { BIN_ERROR } from "../../lib/measure/latency-bins.ts";
import { cutBlocks, type Second } from "./blocks.ts";
import { drawMeasures, measure } from "./bootstrap.ts";
import { holmAdjust } from "./holm.ts";
import { quantileOf } from "./percentile.ts";
import { shareChange, shareInterval } from "./proportion.ts";
import { createRandom } from "./random.ts";

/** Latencies of 1 to 6 ms. */
const second = (at: number, requests: number, seconds = 1): Second => {
  const latencies = Array.from({ length: requests }, (_, index) => 1 + (5 * index) / requests);
  return { at, seconds, requests, latency: histogramOf(latencies).toText() };
};

test("chance repeats by seed and is evenly spread", () => {
  const numbers = (seed: number): number[] => Array.from({ length: 10_000 }, createRandom(seed));
  expect(numbers(7)).toEqual(numbers(7));
  expect(numbers(7)).not.toEqual(numbers(8));
  const mean = numbers(7).reduce((sum, value) => sum + value, 0) / 10_000;
  expect(mean).toBeCloseTo(0.5, 1);
  expect(Math.max(...numbers(7))).toBeLessThan(1);
});

test("blocks cover the time from the first to the last request, silent seconds included", () => {
  const blocks = cutBlocks([second(5, 10), second(6, 10), second(104, 10)]);
  expect(blocks).toHaveLength(40);
  expect(blocks.reduce((sum, block) => sum + block.seconds, 0)).toBe(100);
  expect(blocks.reduce((sum, block) => sum + block.requests, 0)).toBe(30);
  expect(blocks[0]?.requests).toBe(20);
  expect(measure(blocks).rate).toBeCloseTo(0.3);
});

test("a short run has blocks of a second, a run of long periods blocks of periods, none has none", () => {
  expect(cutBlocks([0, 1, 2].map((at) => second(at, 1)))).toHaveLength(3);
  const periods = cutBlocks([0, 5, 10, 15].map((at) => second(at, 50, 5)));
  expect(periods).toHaveLength(4);
  expect(measure(periods).rate).toBeCloseTo(10);
  expect(cutBlocks([])).toEqual([]);
});

test("steps of ten seconds after single seconds: blocks end with a step, and their time is that of their requests", () => {
  const fine = Array.from({ length: 300 }, (_, at) => second(at, 7));
  const coarse = Array.from({ length: 30 }, (_, step) => second(300 + 10 * step, 70, 10));
  const blocks = cutBlocks([...fine, ...coarse]);
  expect(blocks.length).toBeGreaterThanOrEqual(30);
  expect(blocks.reduce((sum, block) => sum + block.seconds, 0)).toBe(600);
  for (const { seconds, requests, latency } of blocks) {
    expect(requests / seconds).toBe(7);
    expect(latency.count).toBe(requests);
    expect(seconds).toBeLessThanOrEqual(20);
  }
});

test("the rate is of all requests, percentiles are of the answers that did the work", () => {
  const answered = { ...second(0, 10), requests: 25 };
  const none = { at: 1, seconds: 1, requests: 5, latency: "" };
  expect(measure(cutBlocks([answered, none])).rate).toBe(15);
  const failing = cutBlocks(Array.from({ length: 30 }, (_, at) => ({ ...none, at })));
  expect(drawMeasures(failing, createRandom(1), 3)).toEqual(Array(3).fill({ rate: 5, p50: NaN, p95: NaN, p99: NaN }));
});

test("draws of the blocks spread as runs do: their 95 % interval holds the truth about as often", () => {
  let held = 0;
  const truth = 20 * Math.exp(1.645 * 0.5);
  for (let seed = 1; seed <= 60; seed++) {
    const { operations } = syntheticRun({
      seconds: 80,
      seed,
      operations: [{ resource: "students", op: "read", perSecond: 30, median: 20 }],
    });
    const draws = drawMeasures(cutBlocks(operations[0]?.seconds ?? []), createRandom(seed + 1000), 300);
    const values = draws.map(({ p95 }) => p95);
    if (quantileOf(values, 0.025) <= truth && truth <= quantileOf(values, 0.975)) held++;
  }
  expect(held).toBeGreaterThanOrEqual(52);
});

test("a draw of blocks that are all alike gives the figures of the run", () => {
  const blocks = cutBlocks(Array.from({ length: 40 }, (_, at) => second(at, 100)));
  const [draw] = drawMeasures(blocks, createRandom(1), 1);
  const whole = measure(blocks);
  expect(draw?.rate).toBeCloseTo(whole.rate, 6);
  // The whole reads the middle of a bin, a draw a place in it.
  for (const name of ["p50", "p95", "p99"] as const)
    expect(Math.abs((draw?.[name] ?? 0) / whole[name] - 1)).toBeLessThanOrEqual(BIN_ERROR);
});

test("Holm's correction, by the textbook", () => {
  expect(holmAdjust([0.01, 0.04, 0.03, 0.005]).map((value) => Number(value.toFixed(3)))).toEqual([
    0.03, 0.06, 0.06, 0.02,
  ]);
  expect(holmAdjust([0.9, 0.8])).toEqual([1, 1]);
  expect(holmAdjust([])).toEqual([]);
});

test("intervals of shares stay between 0 and 1 and shrink with the count", () => {
  const { low, high } = shareInterval(0, 100);
  expect(low).toBe(0);
  expect(high).toBeCloseTo(0.0622, 3);
  expect(shareInterval(0, 10_000).high).toBeLessThan(0.001);
  expect(shareInterval(5, 0)).toEqual({ low: 0, high: 1 });
  const change = shareChange({ hits: 0, count: 1000 }, { hits: 50, count: 1000 });
  expect(change.change).toBeCloseTo(0.05);
  expect(change.low).toBeGreaterThan(0.03);
  expect(shareChange({ hits: 5, count: 1000 }, { hits: 5, count: 1000 }).low).toBeLessThan(0);
});
