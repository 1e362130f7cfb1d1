import { expect, it } from "vitest";
import { expectedSecondsOf, recordPeriodMs } from "./record-period.ts";

it.each([
  [undefined, 1000],
  [0, 1000],
  [300, 1000],
  [301, 2000],
  [1200, 4000],
  [86_400, 5000],
])("a run of %s s has points of %d ms", (seconds, period) => {
  expect(recordPeriodMs(seconds)).toBe(period);
});

it("expects a load of a million items to take a quarter of an hour or so", () => {
  expect(expectedSecondsOf(1_000_000)).toBe(1000);
});
