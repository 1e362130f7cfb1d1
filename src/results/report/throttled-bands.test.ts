import { expect, it } from "vitest";
import { throttledBands } from "./throttled-bands.ts";

const START = 1_795_409_074_000;

const throttledSample = (second: number, rateLimited: number, heldShare = 0) => ({
  atMs: START + 1000 * second,
  values: { "requests.rateLimited": rateLimited, "requests.heldShare": heldShare },
});
const throttled = { label: "throttled", isBad: true };

it("marks when the target throttled", () => {
  const samples = [
    throttledSample(5, 0),
    throttledSample(10, 3),
    throttledSample(15, 0),
    throttledSample(20, 0, 0.5),
    throttledSample(60, 0),
    throttledSample(65, 1),
  ];
  expect(throttledBands(samples, START)).toEqual([
    { from: 5, to: 10, ...throttled },
    { from: 15, to: 17.5, ...throttled },
    { from: 60, to: 65, ...throttled },
  ]);
});

it("marks two pauses that are near each other as long as each was", () => {
  const samples = [
    throttledSample(10, 0),
    throttledSample(15, 2, 0.34),
    throttledSample(20, 0, 0.46),
    throttledSample(25, 0),
    throttledSample(30, 2, 0.14),
    throttledSample(35, 0, 1),
    throttledSample(40, 0, 0.2),
  ];
  expect(throttledBands(samples, START)).toEqual([
    { from: 13.3, to: 17.3, ...throttled },
    { from: 29.3, to: 36, ...throttled },
  ]);
});

it("marks a pause within one sample from the first failure in it", () => {
  const samples = [throttledSample(10, 0), throttledSample(15, 2, 0.4), throttledSample(20, 0)];
  const seconds = [10, 11, 12, 13];
  const series = { seconds, failedRequests: [1, 0, 4, 0] };
  expect(throttledBands(samples, START, series)).toEqual([{ from: 12, to: 14, ...throttled }]);
});
