import { expect, it } from "vitest";
import type { Chart } from "../results/report/sections/charts.ts";
import { dataOf, drawnLines, layerBands } from "./layers.ts";

const line = (label: string, value: number) => ({ label, colour: "c1", values: [value, null] });
const CHART: Chart = {
  ...{ id: "parts", title: "Parts", unit: "ms", note: "", isStacked: true, seconds: [1, 2] },
  lines: [line("waiting", 10), line("receiving", 0), line("sending", 5)],
};

it("draws layers from the top: what is thin stands behind the layer below it", () => {
  expect(drawnLines(CHART).map(({ label }) => label)).toEqual(["sending", "receiving", "waiting"]);
  expect(dataOf(CHART)).toEqual([
    [1, 2],
    [15, null],
    [10, null],
    [10, null],
  ]);
  expect(layerBands(CHART)).toEqual([{ series: [1, 2] }, { series: [2, 3] }]);
});

it("a hidden layer leaves no hole: those above it stand on the one below", () => {
  const isShown = (at: number) => drawnLines(CHART)[at]?.label !== "waiting";
  const [, sending] = dataOf(CHART, isShown);
  expect(sending).toEqual([5, null]);
  expect(layerBands(CHART, isShown)).toEqual([{ series: [1, 2] }]);
  const withoutMiddle = (at: number) => drawnLines(CHART)[at]?.label !== "receiving";
  expect(layerBands(CHART, withoutMiddle)).toEqual([{ series: [1, 3] }]);
});

it("lines that are not stacked stay as they are", () => {
  const chart = { ...CHART, isStacked: false };
  expect(drawnLines(chart)).toBe(chart.lines);
  expect(dataOf(chart, () => false)).toEqual([[1, 2], ...chart.lines.map(({ values }) => values)]);
  expect(layerBands(chart)).toEqual([]);
});
