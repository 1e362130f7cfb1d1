import { describe, expect, it } from "vitest";
import { lifetimeOf, renewAt } from "./token-policy.ts";

describe("renewAt", () => {
  it("renews a DMS token one minute early", () => expect(renewAt(0, 1800)).toBe(1_740_000));
  it("renews a short token at nine tenths", () => expect(renewAt(0, 5)).toBe(4500));
  it("spreads VUs over one more margin", () => {
    expect(renewAt(0, 1800, 1)).toBe(1_680_000);
    expect(renewAt(1000, 10, 0.5)).toBe(9500);
  });
});

describe("lifetimeOf", () => {
  it.each([
    [1800, 1800],
    ["900", 900],
    [undefined, 1800],
    [0, 1800],
    [-5, 1800],
    ["soon", 1800],
    [1_800_000_600, 600],
    ["1800000600", 600],
    [1_800_000_600_000, 600],
    [1_700_000_000, 1800],
  ])("%s is %d s", (given, seconds) => expect(lifetimeOf(given, 1_800_000_000_000)).toBe(seconds));
});
