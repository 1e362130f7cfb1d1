import { expect, it } from "vitest";
import { positiveRate } from "./rate.ts";

it.each([
  ["40/s", 40],
  ["90/m", 1.5],
  ["1800/h", 0.5],
  ["0/s", undefined],
  ["40", 40],
  ["0", undefined],
  ["40/d", undefined],
  ["", undefined],
])("a rate is read from %j", (text, perSecond) => {
  expect(positiveRate(text)).toBe(perSecond);
});
