import { expect, it } from "vitest";
import { marginOfMean } from "./student.ts";

it.each([
  // Of a table of Student's t: 97.5 % with 3, 4, 9 and 29 degrees of freedom.
  [4, 3.182],
  [5, 2.776],
  [10, 2.262],
  [30, 2.045],
])("half of the interval of a mean of %i values", (count, quantile) => {
  const values = Array.from({ length: count }, (_, index) => (index % 2 === 0 ? 9 : 11));
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1));
  expect(marginOfMean(values) / ((quantile * deviation) / Math.sqrt(count))).toBeCloseTo(1, 1.5);
});

it("is not known of one value, and 0 where all are equal", () => {
  expect(marginOfMean([5])).toBe(Number.POSITIVE_INFINITY);
  expect(marginOfMean([5, 5, 5])).toBe(0);
});
