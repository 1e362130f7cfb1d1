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

test("answers per second by what they did; a short last column has no rate", () => {
  const grid = new LatencyGrid();
  grid.add(0, 1, [operation("read", [1, 2], [7]), operation("create", [5])]);
  grid.add(1, 0.25, [operation("read", [1])]);
  const { requests, groups } = grid.result();
  expect(groups.map(({ op, rates }) => [op, rates])).toEqual([
    ["", { done: [3, null], failed: [1, null] }],
    ["read", { done: [2, null], failed: [1, null] }],
    ["create", { done: [1, null], failed: [0, null] }],
  ]);
  expect(requests).toEqual([4, null]);
});

test("a period that is longer than a column has its rate in all of them", () => {
  const grid = new LatencyGrid();
  grid.add(0, 1, [operation("read", [1])]);
  grid.add(1, 1.9, [operation("read", Array(19).fill(1))]);
  grid.add(3.5, 0.5, [operation("read", [1])]);
  expect(grid.result().groups[0]?.rates.done).toEqual([1, 10, 10, 2]);
});

test("the distribution of all is that of the run's figures, without what counts beside them", () => {
  const grid = new LatencyGrid();
  grid.add(0, 1, [operation("warm-up", [900], [1]), operation("read", [1, 2]), operation("readback", [3])]);
  const [all] = grid.result().groups;
  expect([all?.done.count, all?.failed.count]).toEqual([2, 0]);
  expect(all?.columns.map(({ count }) => count)).toEqual([5]);
});
