import { expect, it } from "vitest";
import { BIN_ERROR, binOf, LAST_BIN, msOfBin } from "./latency-bins.ts";

it("has bins that stand for their values within 0.7 %, from 0.01 ms to an hour", () => {
  expect(BIN_ERROR).toBeLessThan(0.007);
  for (let ms = 0.0101; ms < 3_600_000; ms *= 1.0037)
    expect(Math.abs(msOfBin(binOf(ms)) / ms - 1)).toBeLessThanOrEqual(BIN_ERROR + 1e-12);
});

it("takes what is below and above the scale, and no number, into its ends", () => {
  expect([0, -1, Number.NaN, 0.005].map(binOf)).toEqual([0, 0, 0, 0]);
  expect([1e12, Number.POSITIVE_INFINITY].map(binOf)).toEqual([LAST_BIN, LAST_BIN]);
  expect(msOfBin(LAST_BIN)).toBeGreaterThan(3_600_000);
});
