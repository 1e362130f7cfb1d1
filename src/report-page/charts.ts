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

/** @param data of one run */
export function drawCharts(data: Partial<ChartData>): Charts {
  const { suffix = "" } = data;
  const places = (data.charts ?? []).flatMap((chart) => {
    const place = document.getElementById(`chart-${chart.id}${suffix}`);
    return place === null ? [] : [{ chart, place }];
  });
  const around = {
    warmUp: data.warmUp ?? 0,
    bands: data.bands ?? [],
    cursor: `time${suffix}`,
    end: Math.max(0, ...places.map(({ chart }) => chart.seconds.at(-1) ?? 0)),
  };
  let drawn: uPlot[] = [];
  const redraw = (onPaper = false): void => {
    for (const plot of drawn) plot.destroy();
    drawn = places.map(({ chart, place }) => {
      const width = onPaper ? WIDTH_ON_PAPER : place.clientWidth;
      return new uPlot(optionsOf(chart, width, around), [[...chart.seconds], ...linesOf(chart)], place);
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

/** What all charts of a run have in common. */
interface Around extends Pick<ChartData, "warmUp" | "bands"> {
  /** Of the time axis, in seconds. */
  readonly end: number;
  /** The cursors of charts with the same key move together. */
  readonly cursor: string;
}

function optionsOf(chart: Chart, width: number, around: Around): uPlot.Options {
  const ink = colour("muted");
  const grid = { stroke: colour("line"), width: 1 };
  const axis = { stroke: ink, grid, ticks: { show: false }, font: FONT };
  return {
    width,
    height: HEIGHT,
    padding: [8, 14, 0, 0],
    cursor: { sync: { key: around.cursor }, points: { size: 6 }, y: false },
    scales: {
      x: {
        time: false,
        range: (_, min, max) => [min === chart.seconds[0] ? 0 : min, max === chart.seconds.at(-1) ? around.end : max],
      },
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
    hooks: { drawClear: [(plot) => shade(plot, around)] },
  };
}

/** The warm-up, which counts for nothing, and what the page marks. */
function shade(plot: uPlot, { warmUp, bands }: Around): void {
  if (warmUp > 0) shadeBand(plot, { from: 0, to: warmUp, label: "", isBad: false });
  for (const band of bands) shadeBand(plot, band);
}

const LABEL_ROOM = 4;
/** Of the line that marks a moment. */
const LINE_WIDTH = 2;

/** The label stands at the top, where there is room for it. */
function shadeBand({ ctx, bbox, valToPos }: uPlot, { from, to, label, isBad }: ChartData["bands"][number]): void {
  const right = bbox.left + bbox.width;
  const within = (second: number): number => Math.max(bbox.left, Math.min(right, valToPos(second, "x", true)));
  const scale = devicePixelRatio;
  const isMoment = from === to;
  const [start, end] = [within(from), within(to)];
  if (isMoment ? start === bbox.left || start === right : end === start) return;
  ctx.fillStyle = colour(isMoment ? "bad" : isBad ? "shade-bad" : "shade");
  ctx.fillRect(start, bbox.top, isMoment ? LINE_WIDTH * scale : end - start, bbox.height);
  ctx.font = FONT.replace(/^\d+/, (size) => String(Number(size) * scale));
  const room = (isMoment ? right : end) - start;
  if (ctx.measureText(label).width + 2 * LABEL_ROOM * scale > room) return;
  ctx.fillStyle = colour("muted");
  ctx.textAlign = "left";
  ctx.textBaseline = "top";
  ctx.fillText(label, start + LABEL_ROOM * scale, bbox.top + LABEL_ROOM * scale);
}

function colour(role: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${role}`).trim();
}
