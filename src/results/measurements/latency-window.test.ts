import { describe, expect, it } from "vitest";
import { quantileOf, shareAbove } from "./latency-window.ts";

const FAST = { min: 1, mean: 5, p50: 5, p90: 9, p95: 9.5, p99: 9.9, max: 10 };
const SLOW = { min: 1000, mean: 1500, p50: 1500, p90: 1900, p95: 1950, p99: 1990, max: 2000 };

describe("shareAbove", () => {
  it.each([
    [0.5, 1],
    [1, 1],
    [5, 0.5],
    [7, 0.3],
    [9.5, 0.05],
    [10, 0],
    [99, 0],
  ])("above %d ms: %d", (limit, share) => {
    expect(shareAbove(FAST, limit)).toBeCloseTo(share, 6);
  });

  it("takes equal percentiles", () => {
    const flat = { min: 3, mean: 3, p50: 3, p90: 3, p95: 3, p99: 3, max: 3 };
    expect(shareAbove(flat, 2.9)).toBe(1);
    expect(shareAbove(flat, 3)).toBe(0);
  });
});

describe("quantileOf", () => {
  it("gives one period its own percentiles", () => {
    expect(quantileOf([{ requests: 100, latencyMs: FAST }], 0.95)).toBeCloseTo(9.5, 3);
    expect(quantileOf([{ requests: 100, latencyMs: FAST }], 0.5)).toBeCloseTo(5, 3);
  });

  it("weighs by requests, and does not average percentiles", () => {
    const parts = [
      { requests: 980, latencyMs: FAST },
      { requests: 20, latencyMs: SLOW },
    ];
    // 2 % are slow: the 95th percentile is still a fast one, the 99th the middle of the slow ones.
    expect(quantileOf(parts, 0.95)).toBeLessThan(10);
    expect(quantileOf(parts, 0.99)).toBeCloseTo(1500, 0);
  });

  it("knows nothing without requests", () => {
    expect(quantileOf([{ requests: 0, latencyMs: undefined }], 0.5)).toBeUndefined();
  });
});
