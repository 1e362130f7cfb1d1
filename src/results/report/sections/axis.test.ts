import { expect, it } from "vitest";
import { linearAxis, logAxis } from "./axis.ts";

it.each([
  [
    [150, 240],
    [150, 200, 300],
  ],
  [
    [10, 1000],
    [10, 20, 50, 100, 200, 500, 1000],
  ],
  [
    [0.1, 0.11],
    [0.08, 0.09, 0.1, 0.12],
  ],
])("has ticks that tell the scale of %j", (values, ticks) => {
  expect(logAxis(values).ticks).toEqual(ticks);
});

it.each(Array.from({ length: 40 }, (_, index) => 1.25 ** (index - 20)))(
  "has two ticks at least, at %f too",
  (value) => {
    expect(logAxis([value]).ticks.length).toBeGreaterThanOrEqual(2);
  },
);

it("puts values by their logarithm between its ends", () => {
  const { placeOf, least, most } = logAxis([1, 100], 1);
  expect([least, most]).toEqual([1, 100]);
  expect([1, 10, 100].map(placeOf)).toEqual([0, 0.5, 1]);
});

it("counts in round steps from 0", () => {
  expect(linearAxis(23).ticks).toEqual([0, 5, 10, 15, 20]);
  expect(linearAxis(100).ticks).toEqual([0, 20, 40, 60, 80, 100]);
  expect(linearAxis(20).placeOf(5)).toBe(0.25);
});
