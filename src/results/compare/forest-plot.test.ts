import { expect, test } from "vitest";
import type { Change } from "./compare-operation.ts";
import { forestAxis, forestPlot } from "./forest-plot.ts";

const CHANGE: Change = {
  measure: "p95",
  base: 100,
  run: 150,
  change: 0.5,
  low: 0.4,
  high: 0.62,
  limit: 0.25,
  finding: "regression",
};
const ROW = { resource: "students", op: "create", seconds: [60, 60], requests: [600, 600], changes: [] } as const;

test("the axis holds every interval and limit, no change, and half as far from it as twice", () => {
  const axis = forestAxis([CHANGE, { ...CHANGE, change: -0.3, low: -0.5, high: 1 }]);
  for (const change of [0.62, 0.25, -0.5, 1]) {
    expect(axis.placeOf(change)).toBeGreaterThan(0);
    expect(axis.placeOf(change)).toBeLessThan(100);
  }
  const [half, none, twice] = [-0.5, 0, 1].map((change) => axis.placeOf(change)) as [number, number, number];
  expect(none - half).toBeCloseTo(twice - none);
  expect(axis.ticks).toContain(0);
});

test.each([
  ["changes of a per cent", [0.01, -0.01]],
  ["the largest", [1e9, -1]],
  ["none", []],
])("the axis of %s has a few ticks that stand apart, in order", (_, changes) => {
  const { ticks, placeOf } = forestAxis(changes.map((change) => ({ ...CHANGE, change, low: change, high: change })));
  expect(ticks.length).toBeGreaterThanOrEqual(3);
  expect(ticks.length).toBeLessThanOrEqual(8);
  const places = ticks.map(placeOf);
  for (const [index, place] of places.entries()) expect(place).toBeGreaterThan((places[index - 1] ?? -24) + 23);
  expect(placeOf(1e12)).toBeLessThanOrEqual(100);
});

test("a row says in words what it draws, and no name in it is markup", () => {
  const operation = "<img src=x> create";
  const page = forestPlot([{ operation, row: ROW, change: CHANGE }], forestAxis([CHANGE]), "Changes of run").text;
  expect(page).not.toContain("<img");
  expect(page).toMatch(/100 ms \u2192 150 ms[\s\S]*<b>\+50 %<\/b> <span class="note">\+40 % to \+62 %</);
  expect(page).toMatch(/<td class="values limit">\+25 %<\/td><td class="finding">REGRESSION</);
  const lines = (kind: string) => page.match(new RegExp(`<line class="${kind}"`, "g"))?.length ?? 0;
  expect([lines("limit"), lines("zero"), lines("point"), lines("interval")]).toEqual([1, 1, 1, 3]);
});

test("a change without a limit, or without an interval, is drawn without", () => {
  const { limit: _limit, ...unlimited } = CHANGE;
  const { low: _low, high: _high, ...bare } = unlimited;
  const page = forestPlot([{ operation: "a", row: ROW, change: bare }], forestAxis([bare]), "Changes").text;
  expect(page).not.toMatch(/class="(limit|interval)"|limit">[^<]|NaN/);
});
