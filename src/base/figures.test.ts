import { describe, expect, test } from "vitest";
import {
  clock,
  formatBytes,
  formatChange,
  formatCount,
  formatDuration,
  formatMs,
  formatNumber,
  formatPercent,
  formatShare,
  plural,
  utc,
} from "./figures.ts";

describe("figures have three significant digits and a unit", () => {
  test.each([
    [0, "0"],
    [0.000_1, "0"],
    [0.0123, "0.0123"],
    [0.85, "0.850"],
    [9.996, "10.0"],
    [12.34, "12.3"],
    [99.96, "100"],
    [999.4, "999"],
    [1234.5, "1,235"],
    [-12.34, "-12.3"],
    [Number.NaN, "-"],
  ])("%d is %s", (value, text) => expect(formatNumber(value)).toBe(text));

  test.each([
    [0.85, "0.850 ms"],
    [999.4, "999 ms"],
    [1049.6, "1.05 s"],
    [59_940, "59.9 s"],
    [60_000, "1 min"],
  ])("%d ms is %s", (value, text) => expect(formatMs(value)).toBe(text));

  test.each([
    [734, "734 ms"],
    [5000, "5 s"],
    [6292, "6.29 s"],
    [9_960, "10 s"],
    [59_600, "1 min"],
    [200_000, "3 min 20 s"],
    [7_500_000, "2 h 5 min"],
    [3_599_600, "1 h"],
  ])("%d ms last %s", (value, text) => expect(formatDuration(value)).toBe(text));

  test.each([
    [0, "0 %"],
    [0.000_01, "< 0.01 %"],
    [0.0109, "1.09 %"],
    [0.9999, "> 99.9 %"],
    [1, "100 %"],
  ])("a share of %d is %s", (value, text) => expect(formatShare(value)).toBe(text));

  test.each([
    [0.7, "70 %"],
    [0.57, "57 %"],
    [0.005, "0.5 %"],
    [1, "100 %"],
  ])("a share that was set to %d is %s", (value, text) => expect(formatPercent(value)).toBe(text));

  test.each([
    [512, "512 B"],
    [999_600, "1.00 MB"],
    [25_276_510_208, "25.3 GB"],
  ])("%d bytes are %s", (value, text) => expect(formatBytes(value)).toBe(text));

  test("counts are grouped and have a plural", () => {
    expect(formatCount(1_234_567)).toBe("1,234,567");
    expect(plural(1, "item")).toBe("1 item");
    expect(plural(1210, "item")).toBe("1,210 items");
  });
});

test.each([
  [0.024, "+2.4 %"],
  [-0.125, "-13 %"],
  [0.0999, "+10 %"],
  [-0.0001, "0 %"],
  [20, "+2,000 %"],
  [Number.NaN, "-"],
])("a change by %d is %s", (share, text) => expect(formatChange(share)).toBe(text));

test("the time of a run and of a day", () => {
  expect([0, 42.9, 3723].map(clock)).toEqual(["0:00", "0:42", "1:02:03"]);
  expect(utc("2026-11-23T04:44:34.120Z")).toBe("2026-11-23 04:44:34 UTC");
  expect(utc("yesterday")).toBe("yesterday");
});
