import fc from "fast-check";
import { expect, test } from "vitest";
import { histogramOf } from "../../../test/fakes/periods.ts";
import { merged } from "./latency-histogram.ts";
import { rangeRows, rangesOf } from "./response-time-ranges.ts";

const none = histogramOf([]);

test("answers that did the work are counted by their time, all others as failed", () => {
  const done = histogramOf([5, 700, 790, 810, 1190, 1210, 60_000]);
  expect(rangesOf(done, histogramOf([1, 900, 5000]))).toEqual({ under800: 3, under1200: 2, from1200: 2, failed: 3 });
});

test("the shares are of all answers, those of an empty run are 0", () => {
  const shares = (...parts: Parameters<typeof rangesOf>) => rangeRows(rangesOf(...parts)).map(({ share }) => share);
  expect(shares(histogramOf([1, 1, 1000]), histogramOf([1]))).toEqual([0.5, 0.25, 0, 0.25]);
  expect(shares(none, none)).toEqual([0, 0, 0, 0]);
});

test("ranges of parts add up to those of the whole", () => {
  const times = fc.array(fc.double({ min: 0.02, max: 5000, noNaN: true }));
  fc.assert(
    fc.property(times, times, (some, others) => {
      const [a, b] = [histogramOf(some), histogramOf(others)];
      const [own, other, both] = [rangesOf(a, none), rangesOf(b, none), rangesOf(merged([a, b]), none)];
      const sums = rangeRows(own).map(({ name, count }) => count + other[name]);
      expect(rangeRows(both).map(({ count }) => count)).toEqual(sums);
      expect(both.under800 + both.under1200 + both.from1200).toBe(some.length + others.length);
    }),
  );
});
