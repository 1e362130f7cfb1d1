import { expect, test } from "vitest";
import { TimingGrid } from "./timing-grid.ts";

test("an interval has the means of what was timed in it; one without a sample is a hole", () => {
  const grid = new TimingGrid();
  grid.add(20, { seconds: 10, answers: 4, parts: [0, 4, 8, 1, 40, 2] });
  grid.add(40, { seconds: 4, answers: 1, parts: [0, 0, 0, 1, 10, 0] });
  grid.add(44, { seconds: 6, answers: 1, parts: [0, 0, 0, 1, 20, 0] });
  expect(grid.result()).toEqual([
    { second: 25, means: [0, 1, 2, 0.25, 10, 0.5] },
    { second: 35, means: undefined },
    { second: 45, means: [0, 0, 0, 1, 15, 0] },
  ]);
  expect(new TimingGrid().result()).toEqual([]);
});

test("a run of hours has at most a hundred intervals, with the same means", () => {
  const grid = new TimingGrid();
  for (let from = 0; from < 8 * 3600; from += 10)
    grid.add(from, { seconds: 10, answers: 2, parts: [0, 0, 0, 2, 8, 4] });
  const intervals = grid.result();
  expect(intervals).toHaveLength(90);
  expect(intervals[0]?.second).toBe(160);
  for (const { means } of intervals) expect(means).toEqual([0, 0, 0, 1, 4, 2]);
});
