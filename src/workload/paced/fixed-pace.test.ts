import { expect, it } from "vitest";
import { END } from "../../lib/pace/schedule.ts";
import { FixedPace } from "./fixed-pace.ts";

const STAGES = [
  { perSecond: 10, durationMs: 3000 },
  { perSecond: 40, durationMs: 500 },
  { perSecond: 10, durationMs: 1000 },
];

const NONE = { count: 0, perSecond: 10 };

it("begins when k6 does, with time for the news, and knows what each stage asks for", () => {
  const pace = new FixedPace(STAGES, 1500, NONE);
  expect(pace.schedule).toEqual([]);
  expect(pace.askedUntil(1_000_000)).toBe(0);
  pace.clock({ atMs: 1_000_000 });
  expect(pace.schedule).toEqual([
    { fromMs: 1_001_500, first: 0, perSecond: 10 },
    { fromMs: 1_004_500, first: 30, perSecond: 40 },
    { fromMs: 1_005_000, first: 50, perSecond: 10 },
    { fromMs: 1_006_000, first: 60, perSecond: END },
  ]);
  expect([1_001_499, 1_002_500, 1_004_750, 1_006_000, 1_100_000].map((ms) => pace.askedUntil(ms))).toEqual([
    0, 10, 40, 60, 60,
  ]);
  expect([1_001_499, 1_001_500, 1_004_500, 1_005_999, 1_006_000].map((ms) => pace.stageAt(ms))).toEqual([
    ...[undefined, 0, 1, 2, undefined],
  ]);
});

it("lets every VU create an item first, and does not count these operations", () => {
  const pace = new FixedPace(STAGES, 1500, { count: 40, perSecond: 20 });
  expect(pace.startMs).toBeUndefined();
  pace.clock({ atMs: 1_000_000 });
  expect(pace.schedule.slice(0, 2)).toEqual([
    { fromMs: 1_001_500, first: 0, perSecond: 20 },
    { fromMs: 1_003_500, first: 40, perSecond: 10 },
  ]);
  expect(pace.startMs).toBe(1_003_500);
  expect([1_003_000, 1_004_500, 1_100_000].map((ms) => pace.askedUntil(ms))).toEqual([0, 10, 60]);
});

it("ends k6 when the answers had time, not before", () => {
  const pace = new FixedPace(STAGES, 0, NONE);
  const ends = [0, 4500, 6499, 6500].map((ms) => pace.clock({ atMs: 1_000_000 + ms }));
  expect(ends).toEqual([false, false, false, true]);
});

it("knows what its stages asked for until the last line of the clock, and for how long", () => {
  const pace = new FixedPace(STAGES, 1500, { count: 40, perSecond: 20 });
  const passed = [0, 3000, 5500, 9000].map((ms) => {
    pace.clock({ atMs: 1_000_000 + ms });
    return pace.passed;
  });
  expect(passed).toEqual([
    { asked: 0, ms: 0 },
    { asked: 0, ms: 0 },
    { asked: 20, ms: 2000 },
    { asked: 60, ms: 4500 },
  ]);
});
