import fc from "fast-check";
import { expect, test } from "vitest";
import { histogramOf } from "../../../test/fakes/periods.ts";
import { BIN_ERROR, LAST_BIN } from "../../lib/measure/latency-bins.ts";
import { LatencyHistogram, merged } from "./latency-histogram.ts";
import { quantileOf } from "./percentile.ts";

const latencies = fc.array(fc.double({ min: 0.02, max: 60_000, noNaN: true }), { minLength: 1, maxLength: 400 });
const bins = fc.array(fc.tuple(fc.integer({ min: 0, max: LAST_BIN }), fc.integer({ min: 1, max: 1_000_000 })), {
  maxLength: 60,
});

function filled(counts: readonly (readonly [bin: number, count: number])[]): LatencyHistogram {
  const histogram = new LatencyHistogram();
  for (const [bin, count] of counts) histogram.add(bin, count);
  return histogram;
}

function countsOf(histogram: LatencyHistogram): [number, number][] {
  const counts: [number, number][] = [];
  histogram.forEach((bin, count) => {
    counts.push([bin, count]);
  });
  return counts;
}

test("a percentile is that of the values put in, but for the width of a bin", () => {
  fc.assert(
    fc.property(latencies, fc.constantFrom(0, 0.5, 0.9, 0.95, 0.99, 1), (values, q) => {
      const exact = quantileOf(values, q);
      expect(Math.abs(histogramOf(values).quantile(q) / exact - 1)).toBeLessThanOrEqual(BIN_ERROR + 1e-9);
    }),
  );
});

test("so is the mean", () => {
  fc.assert(
    fc.property(latencies, (values) => {
      const exact = values.reduce((sum, value) => sum + value, 0) / values.length;
      expect(Math.abs(histogramOf(values).mean() / exact - 1)).toBeLessThanOrEqual(BIN_ERROR + 1e-9);
    }),
  );
});

test("merging histograms is the same as filling one, and leaves what was merged as it was", () => {
  fc.assert(
    fc.property(fc.array(bins, { maxLength: 5 }), (parts) => {
      const histograms = parts.map(filled);
      const all = merged(histograms);
      expect(countsOf(all)).toEqual(countsOf(filled(parts.flat())));
      expect(all.count).toBe(parts.flat().reduce((sum, [, count]) => sum + count, 0));
      expect(histograms.map(countsOf)).toEqual(parts.map((part) => countsOf(filled(part))));
    }),
  );
});

test("its text gives it back", () => {
  fc.assert(
    fc.property(bins, bins, (before, added) => {
      const histogram = filled(before);
      expect(histogram.addText(filled(added).toText())).toBe(true);
      expect(countsOf(histogram)).toEqual(countsOf(filled([...before, ...added])));
    }),
  );
  expect(new LatencyHistogram().toText()).toBe("");
});

test("a text that is none is refused", () => {
  for (const text of ["1", "a-", "aZ", `a${"Z".repeat(40)}a`, "a1 b", "a1.5"]) {
    expect(new LatencyHistogram().addText(text), text).toBe(false);
  }
});

test("a text has about a byte for each answer of a busy second, and hundreds of times as many answers hardly lengthen it", () => {
  const bell = (size: number): LatencyHistogram =>
    filled(Array.from({ length: size }, (_, at) => [500 + Math.round(60 * Math.sin(at) ** 3), 1] as const));
  expect(bell(200).toText().length).toBeLessThan(250);
  expect(bell(100_000).toText().length).toBeLessThan(700);
});

test("without an answer there is no percentile and no mean", () => {
  expect(new LatencyHistogram().quantile(0.5)).toBeNaN();
  expect(new LatencyHistogram().mean()).toBeNaN();
});
