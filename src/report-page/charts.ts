/** Draws the charts from the data block of the page, in the colours of the style sheet. */

import uPlot from "uplot";
import { clock } from "../base/figures.ts";
import type { Chart, ChartData } from "../results/report/sections/charts.ts";
import { shortNumber } from "./axis-text.ts";

const HEIGHT = 210;
const WIDTH_ON_PAPER = 660;
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400];
const FONT = "11px system-ui, sans-serif";

export interface Charts {
  /** Again, after the colours or the medium changed. */
  redraw(onPaper?: boolean): void;
}

export function drawCharts(): Charts {
  const data = JSON.parse(document.getElementById("data")?.textContent ?? "{}") as Partial<ChartData>;
  const places = (data.charts ?? []).flatMap((chart) => {
    const place = document.getElementById(`chart-${chart.id}`);
    return place === null ? [] : [{ chart, place }];
  });
  let drawn: uPlot[] = [];
  const redraw = (onPaper = false): void => {
    for (const plot of drawn) plot.destroy();
    drawn = places.map(({ chart, place }) => {
      const width = onPaper ? WIDTH_ON_PAPER : place.clientWidth;
      return new uPlot(optionsOf(chart, width, data.warmUp ?? 0), [[...chart.seconds], ...linesOf(chart)], place);
    });
  };
  redraw();
  keepWidth(places, () => drawn);
  return { redraw };
}

function linesOf(chart: Chart): (number | null)[][] {
  return chart.lines.map(({ values }) => [...values]);
}

function keepWidth(places: readonly { readonly place: HTMLElement }[], drawn: () => readonly uPlot[]): void {
  const observer = new ResizeObserver(() => {
    for (const [index, { place }] of places.entries()) {
      const plot = drawn()[index];
      if (plot !== undefined && place.clientWidth > 0 && plot.width !== place.clientWidth) {
        plot.setSize({ width: place.clientWidth, height: HEIGHT });
      }
    }
  });
  for (const { place } of places) observer.observe(place);
}

function optionsOf(chart: Chart, width: number, warmUp: number): uPlot.Options {
  const ink = colour("muted");
  const grid = { stroke: colour("line"), width: 1 };
  const axis = { stroke: ink, grid, ticks: { show: false }, font: FONT };
  return {
    width,
    height: HEIGHT,
    padding: [8, 14, 0, 0],
    cursor: { sync: { key: "time" }, points: { size: 6 }, y: false },
    scales: {
      x: { time: false, range: (_, min, max) => [min === chart.seconds[0] ? 0 : min, max] },
      y: { range: (_, __, max) => [0, Number.isFinite(max) && max > 0 ? max * 1.06 : 1] },
    },
    axes: [
      { ...axis, size: 28, incrs: STEPS, space: 64, values: (_, splits) => splits.map(clock) },
      { ...axis, size: 52, values: (_, splits) => splits.map(shortNumber) },
    ],
    series: [
      { label: "time", value: (_, value) => (value === null ? "" : clock(value)) },
      ...chart.lines.map((line) => ({
        label: line.label,
        stroke: colour(line.colour),
        width: line.label === "all" || chart.lines.length < 4 ? 1.6 : 1.2,
        points: { show: chart.seconds.length < 3 },
        value: (_: uPlot, value: number | null) => (value === null ? "" : `${shortNumber(value)} ${chart.unit}`),
      })),
    ],
    hooks: { drawClear: [(plot) => shadeWarmUp(plot, warmUp)] },
  };
}

/** The warm-up counts for nothing; its ground is shaded. */
function shadeWarmUp(plot: uPlot, warmUp: number): void {
  if (warmUp <= 0) return;
  const { left, top, width, height } = plot.bbox;
  const end = Math.min(left + width, plot.valToPos(warmUp, "x", true));
  plot.ctx.fillStyle = colour("shade");
  plot.ctx.fillRect(left, top, Math.max(0, end - left), height);
}

function colour(role: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${role}`).trim();
}
