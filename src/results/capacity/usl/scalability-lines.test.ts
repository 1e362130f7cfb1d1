import { expect, it } from "vitest";
import { scalabilityLines } from "./scalability-lines.ts";
import type { Scalability } from "./scalability-result.ts";

const FOUND: Scalability = {
  perUser: { value: 90, low: 80, high: 100 },
  contention: { value: 0.0277, low: 0.01, high: 0.045 },
  coherency: { value: 0.000104, low: 0.00007, high: 0.00014 },
  peakUsers: { value: 96.5, low: 84.2, high: 119.7 },
  peakPerSecond: { value: 1882, low: 1801, high: 1975 },
  rSquared: 0.987,
  isFollowed: true,
  curve: [],
};

it("names contention, coherency and the predicted peak with their intervals", () => {
  expect(scalabilityLines(FOUND)).toEqual([
    "contention 2.77 % (1.00 % to 4.50 %): share of an operation that waits for the others",
    "coherency 0.0104 % (< 0.01 % to 0.0140 %): work that each pair of users adds to an operation",
    "predicted peak at 97 users (84 to 120): 1,882 (1,801 to 1,975) operations/s (R² 0.99)",
  ]);
});

it("says where there is no peak", () => {
  const none = { value: Number.POSITIVE_INFINITY, low: 70, high: Number.POSITIVE_INFINITY };
  const peakPerSecond = { value: 378, low: 340, high: 410 };
  expect(scalabilityLines({ ...FOUND, peakUsers: none, peakPerSecond }).at(-1)).toBe(
    "no predicted peak: more users bring the throughput towards 378 (340 to 410) operations/s (R² 0.99)",
  );
  expect(scalabilityLines({ ...FOUND, peakUsers: none, peakPerSecond: none }).at(-1)).toBe(
    "no predicted peak: the throughput rises with the users (R² 0.99)",
  );
  expect(scalabilityLines({ ...FOUND, peakUsers: { ...FOUND.peakUsers, high: none.high } }).at(-1)).toBe(
    "predicted peak at 97 users (at least 84): 1,882 (1,801 to 1,975) operations/s (R² 0.99)",
  );
});

it("says why it predicts nothing", () => {
  expect(scalabilityLines({ ...FOUND, rSquared: 0.42, isFollowed: false })).toEqual([
    "no prediction: the steps do not follow the scalability law (R² 0.42)",
  ]);
  expect(scalabilityLines(undefined)).toEqual([
    "no scalability law: it takes successful steps with four different numbers of users",
  ]);
});
