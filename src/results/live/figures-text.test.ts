import { expect, it } from "vitest";
import { bytesText, countText, durationText, percentText, rateText } from "./figures-text.ts";

it("writes durations with three digits and a unit", () => {
  expect([undefined, 0.25, 3.456, 12.34, 456.7, 1_050, 59_990, 125_000].map(durationText)).toEqual([
    "-",
    "250 us",
    "3.46 ms",
    "12.3 ms",
    "457 ms",
    "1.05 s",
    "60.0 s",
    "2 m 5 s",
  ]);
});

it("never says nothing or all of what is only near it", () => {
  expect([0, 0.00001, 0.0042, 0.125, 0.9999, 1].map(percentText)).toEqual([
    "0 %",
    "<0.01 %",
    "0.42 %",
    "12.5 %",
    ">99.9 %",
    "100 %",
  ]);
});

it("writes counts, rates and sizes", () => {
  expect([0, 999, 1_000, 1_234_567].map(countText)).toEqual(["0", "999", "1,000", "1,234,567"]);
  expect([0, 0.456, 12.34, 1_234.5].map(rateText)).toEqual(["0", "0.46", "12.3", "1,235"]);
  expect([73_400_000, 1_250_000_000].map(bytesText)).toEqual(["73 MB", "1.3 GB"]);
});
