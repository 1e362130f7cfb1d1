import fc from "fast-check";
import { expect, test } from "vitest";
import { latencyOf } from "../../../test/fakes/synthetic-run.ts";
import { BIN_ERROR, LatencyHistogram } from "./latency-histogram.ts";
import { quantileOf } from "./percentile.ts";
import { addPeriod } from "./period-latency.ts";

const latencies = fc.array(fc.double({ min: 0.02, max: 60_000, noNaN: true }), { minLength: 1, maxLength: 400 });

test("a percentile is k6's of the values put in, but for the width of a bin", () => {
  fc.assert(
    fc.property(latencies, fc.constantFrom(0.5, 0.9, 0.95, 0.99, 1), (values, q) => {
      const histogram = new LatencyHistogram();
      for (const value of values) histogram.add(value);
      const exact = quantileOf(values, q);
      expect(Math.abs(histogram.quantile(q) / exact - 1)).toBeLessThanOrEqual(BIN_ERROR + 1e-9);
    }),
  );
});

test("merging two histograms is the same as filling one", () => {
  const [one, two, both] = [new LatencyHistogram(), new LatencyHistogram(), new LatencyHistogram()];
  for (const value of [1, 2, 3, 500]) {
    one.add(value);
    both.add(value);
  }
  for (const value of [0, 7, 9e9]) {
    two.add(value);
    both.add(value);
  }
  one.merge(two);
  expect(one.count).toBe(7);
  for (const q of [0.1, 0.5, 0.9, 1]) expect(one.quantile(q)).toBe(both.quantile(q));
  expect(new LatencyHistogram().quantile(0.5)).toBe(0);
});

test("up to three requests in a period are known exactly", () => {
  for (const values of [[5], [5, 80], [5, 9, 80]]) {
    const histogram = new LatencyHistogram();
    addPeriod(histogram, values.length, latencyOf(values));
    for (const [index, value] of values.entries()) {
      expect(Math.abs(histogram.valueAtPlace(index) / value - 1)).toBeLessThanOrEqual(BIN_ERROR);
    }
  }
});

test("the percentiles of many periods lie within the bounds that k6's percentiles of each allow", () => {
  fc.assert(
    fc.property(fc.array(latencies, { minLength: 1, maxLength: 12 }), (periods) => {
      const all = latencyOf(periods.flat());
      const read = (reading: "lowest" | "highest"): LatencyHistogram => {
        const histogram = new LatencyHistogram();
        for (const values of periods) addPeriod(histogram, values.length, latencyOf(values), reading);
        return histogram;
      };
      const [low, high] = [read("lowest"), read("highest")];
      for (const [name, q] of [
        ["p50", 0.5],
        ["p90", 0.9],
        ["p95", 0.95],
        ["p99", 0.99],
      ] as const) {
        expect(low.quantile(q) * (1 - BIN_ERROR)).toBeLessThanOrEqual(all[name]);
        expect(high.quantile(q) * (1 + BIN_ERROR)).toBeGreaterThanOrEqual(all[name]);
      }
    }),
  );
});
