import { expect, test } from "vitest";
import { answersOf } from "../../../test/fakes/periods.ts";
import { LatencyGrid, MOST_COLUMNS } from "./latency-grid.ts";

const operation = (op: string, latencies: readonly number[], failed: readonly number[] = []) => ({
  op,
  ...answersOf(latencies, {}, failed),
});

test("each second is a column as long as there is room; all operations come first, then the busiest", () => {
  const grid = new LatencyGrid();
  grid.add(0, 1, [operation("read", [1]), operation("create", [5, 6], [7])]);
  grid.add(2, 1, [operation("read", [2])]);
  const { columnSeconds, requests, groups } = grid.result();
  expect(columnSeconds).toBe(1);
  expect(requests).toEqual([4, null, 1]);
  expect(groups.map(({ op, done, failed }) => [op, done.count, failed.count])).toEqual([
    ["", 4, 1],
    ["create", 2, 1],
    ["read", 2, 0],
  ]);
  expect(groups[0]?.columns.map(({ count }) => count)).toEqual([4, 0, 1]);
});

test("a run of hours has as many columns, of the same rate", () => {
  const grid = new LatencyGrid();
  for (let second = 0; second < 3600; second++) grid.add(second, 1, [operation("read", [1, 2])]);
  const { columnSeconds, requests, groups } = grid.result();
  expect(columnSeconds).toBe(32);
  expect(requests.length).toBeLessThanOrEqual(MOST_COLUMNS);
  expect(new Set(requests)).toEqual(new Set([2]));
  expect(groups.map(({ op }) => op)).toEqual([""]);
});

test("what begins hours later has its place on the same axis", () => {
  const grid = new LatencyGrid();
  grid.add(0, 1, [operation("read", [1])]);
  grid.add(10_000, 1, [operation("read", [1])]);
  const { columnSeconds, requests } = grid.result();
  expect(requests.flatMap((rate, at) => (rate === null ? [] : at * columnSeconds))).toEqual([0, 9984]);
});
