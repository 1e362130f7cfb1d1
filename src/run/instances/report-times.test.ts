import { expect, it } from "vitest";
import { untilReportMs } from "./report-times.ts";

it("instances report at the same moments, whenever their last answers came", () => {
  const answered = [10_020, 10_140, 10_480];
  expect(new Set(answered.map((nowMs) => nowMs + untilReportMs(nowMs)))).toEqual(new Set([10_500]));
});

it("the next moment is always ahead", () => {
  expect(untilReportMs(10_500)).toBe(500);
});
