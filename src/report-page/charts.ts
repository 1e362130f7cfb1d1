/** Draws the charts from the data block of the page, in the colours of the style sheet. */

import uPlot from "uplot";
import { type Chart, type ChartData, inUnit } from "../results/report/sections/charts.ts";
import { shortNumber } from "./axis-text.ts";
import { colour, FONT } from "./colour.ts";
import { dataOf, drawnLines, layerBands, restack } from "./layers.ts";
import { RIGHT_ROOM, STEPS, TICK_SPACE, timeText } from "./time-axis.ts";

const HEIGHT = 230;
export const WIDTH_ON_PAPER = 660;
/** With so few points each of them is drawn: a line alone would hide how few they are. */
const FEW_POINTS = 40;

export interface Charts {
  /** Again, after the colours or the medium changed. */
  redraw(onPaper?: boolean): void;
  /** Draws a chart with other lines. @param change gets the chart as it was in the page */
  show(id: string, change: (chart: Chart) => Chart): void;
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
    startMs: data.startMs,
    cursor: `time${suffix}`,
    end: Math.max(0, ...places.map(({ chart }) => chart.seconds.at(-1) ?? 0)),
  };
  const shown = new Map(places.map(({ chart }) => [chart.id, inUnit(chart)]));
  let drawn: uPlot[] = [];
  const draw = ({ chart: { id }, place }: Place, onPaper: boolean): uPlot => {
    const chart = shown.get(id) as Chart;
    const width = onPaper ? WIDTH_ON_PAPER : place.clientWidth;
    return new uPlot(optionsOf(chart, width, around), dataOf(chart), place);
  };
  const redraw = (onPaper = false): void => {
    for (const plot of drawn) plot.destroy();
    drawn = places.map((each) => draw(each, onPaper));
  };
  redraw();
  keepWidth(places, () => drawn);
  const show = (id: string, change: (chart: Chart) => Chart): void => {
    const at = places.findIndex(({ chart }) => chart.id === id);
    const place = places[at];
    if (place === undefined) return;
    shown.set(id, change(place.chart));
    drawn[at]?.destroy();
    drawn[at] = draw(place, false);
  };
  for (const { chart, place } of places) addUnits(chart, place, (unit) => show(chart.id, (own) => inUnit(own, unit)));
  return { redraw, show };
}

/** Lets the unit be chosen of which lines are drawn, where a chart has several. */
function addUnits({ unit, lines }: Chart, place: HTMLElement, choose: (unit: string) => void): void {
  const units = [...new Set([unit, ...lines.map((line) => line.unit ?? unit)])];
  if (units.length < 2) return;
  const select = document.createElement("select");
  for (const each of units) select.append(new Option(UNIT_NAMES[each] ?? each, each));
  select.addEventListener("change", () => choose(select.value));
  const label = document.createElement("label");
  label.className = "choice";
  label.append("Unit ", select);
  place.before(label);
}

interface Place {
  readonly chart: Chart;
  readonly place: HTMLElement;
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
interface Around extends Pick<ChartData, "warmUp" | "bands" | "startMs"> {
  /** Of the time axis, in seconds. */
  readonly end: number;
  /** The cursors of charts with the same key move together. */
  readonly cursor: string;
}

type Band = ChartData["bands"][number];

/** Shares of the highest value that are left free above it; the names of bands stand there. */
const ROOM_ABOVE = 0.06;
const ROOM_FOR_NAMES = 0.18;
/** After `#rrggbb`: grid and bands show through a layer. */
const LAYER_ALPHA = "80";
/** There is no half of a user: whole values have whole ticks. */
const WHOLE_STEPS = Array.from({ length: 10 }, (_, power) => [1, 2, 5].map((digit) => digit * 10 ** power)).flat();

/** What stands beside the vertical axis. */
const UNIT_NAMES: Readonly<Record<string, string>> = { "/s": "per second", "": "number" };

function optionsOf(chart: Chart, width: number, around: Around): uPlot.Options {
  const ink = colour("muted");
  const grid = { stroke: colour("line"), width: 1 };
  const axis = { stroke: ink, grid, ticks: { show: false }, font: FONT };
  const { isStacked = false } = chart;
  const hasNames = around.bands.some(({ label }) => label !== "");
  const isWhole = chart.lines.every(({ values }) => values.every((value) => value === null || Number.isInteger(value)));
  return {
    width,
    height: HEIGHT,
    padding: [8, RIGHT_ROOM, 0, 0],
    cursor: { sync: { key: around.cursor }, points: { size: 6 }, y: false },
    scales: {
      x: {
        time: false,
        range: (_, min, max) => [min === chart.seconds[0] ? 0 : min, max === chart.seconds.at(-1) ? around.end : max],
      },
      y: {
        range: (_, __, max) => {
          const most = Math.max(Number.isFinite(max) ? max : 0, chart.limit?.value ?? 0);
          return [0, most > 0 ? most * (1 + (hasNames ? ROOM_FOR_NAMES : ROOM_ABOVE)) : 1];
        },
      },
    },
    axes: [
      {
        ...axis,
        // The 0 of the vertical axis stands beside the first time, not over it.
        size: 48,
        gap: 9,
        lineGap: 1.25,
        incrs: STEPS,
        space: TICK_SPACE,
        values: (_, splits) => splits.map((second) => timeText(second, around.startMs).join("\n")),
      },
      {
        ...axis,
        size: 52,
        ...(isWhole ? { incrs: WHOLE_STEPS } : {}),
        label: UNIT_NAMES[chart.unit] ?? chart.unit,
        labelSize: 14,
        labelFont: FONT,
        values: (_, splits) => splits.map(shortNumber),
      },
    ],
    series: [
      { label: "time", value: (_, value) => (value === null ? "" : timeText(value, around.startMs).join(", ")) },
      ...drawnLines(chart).map((line) => ({
        label: line.label,
        stroke: colour(line.colour),
        ...(isStacked ? { fill: colour(line.colour) + LAYER_ALPHA } : {}),
        width: line.label === "all" || chart.lines.length < 4 ? 1.6 : 1.2,
        show: line.isHidden !== true,
        points: { show: chart.seconds.length <= FEW_POINTS, size: 5 },
        value: (...[, , , at]: [uPlot, number | null, number, (number | null)?]) => {
          const value = line.values[at ?? -1] ?? null;
          return value === null ? "" : `${shortNumber(value)} ${chart.unit}`;
        },
      })),
    ],
    bands: layerBands(chart),
    hooks: {
      drawClear: [(plot) => eachBand(around, (band) => shadeBand(plot, band))],
      drawAxes: [(plot) => nameBands(plot, around)],
      setSeries: isStacked ? [(plot, _, { show }) => show !== undefined && restack(plot, chart)] : [],
      draw: chart.limit === undefined ? [] : [(plot) => drawLimit(plot, chart.limit as NonNullable<Chart["limit"]>)],
    },
  };
}

/** The warm-up, which counts for nothing, and what the page marks. */
function eachBand({ warmUp, bands }: Around, draw: (band: Band) => void): void {
  if (warmUp > 0) draw({ from: 0, to: warmUp, label: "", isBad: false });
  for (const band of bands) draw(band);
}

function drawLimit({ ctx, bbox, valToPos }: uPlot, { value, label }: NonNullable<Chart["limit"]>): void {
  const y = valToPos(value, "y", true);
  ctx.save();
  ctx.strokeStyle = colour("warn");
  ctx.setLineDash([6, 4].map((size) => size * devicePixelRatio));
  ctx.lineWidth = 1.4 * devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  useFont(ctx);
  ctx.fillStyle = colour("warn");
  ctx.textAlign = "right";
  ctx.textBaseline = y - bbox.top < 20 * devicePixelRatio ? "top" : "bottom";
  const space = LABEL_ROOM * devicePixelRatio;
  ctx.fillText(label, bbox.left + bbox.width - space, y + (ctx.textBaseline === "top" ? space : -space / 2));
  ctx.restore();
}

/** The canvas counts the pixels of the screen. */
function useFont(ctx: CanvasRenderingContext2D): void {
  ctx.font = FONT.replace(/^\d+/, (size) => String(Number(size) * devicePixelRatio));
}

const LABEL_ROOM = 4;
const LABEL_HEIGHT = 12;
/** Of the line that marks a moment. */
const LINE_WIDTH = 2;

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Undefined for one that is not seen. */
function placeOf({ bbox, valToPos }: uPlot, { from, to }: Band): Stretch | undefined {
  const right = bbox.left + bbox.width;
  const within = (second: number): number => Math.max(bbox.left, Math.min(right, valToPos(second, "x", true)));
  const [start, end] = [within(from), within(to)];
  const isSeen = from === to ? start !== bbox.left && start !== right : end !== start;
  return isSeen ? { start, end } : undefined;
}

function shadeBand(plot: uPlot, band: Band): void {
  const place = placeOf(plot, band);
  if (place === undefined) return;
  const { ctx, bbox } = plot;
  const isMoment = band.from === band.to;
  ctx.fillStyle = colour(isMoment ? (band.isBad ? "bad" : "c1") : band.isBad ? "shade-bad" : "shade");
  const width = isMoment ? LINE_WIDTH * devicePixelRatio : place.end - place.start;
  ctx.fillRect(place.start, bbox.top, width, bbox.height);
}

/** Labels stand at the top, where there is room for them, over the lines of the axes; of two in one place, one lower. */
function nameBands(plot: uPlot, around: Around): void {
  const ends: number[] = [];
  eachBand(around, (band) => {
    const place = placeOf(plot, band);
    if (place === undefined || band.label === "") return;
    const row = ends.findIndex((end) => end <= place.start);
    const at = row === -1 ? ends.length : row;
    ends[at] = nameBand(plot, band, place, at) ?? ends[at] ?? 0;
  });
}

/** @returns where the label ends; undefined without room for it */
function nameBand({ ctx, bbox }: uPlot, band: Band, place: Stretch, row: number): number | undefined {
  const isMoment = band.from === band.to;
  const space = LABEL_ROOM * devicePixelRatio;
  const height = LABEL_HEIGHT * devicePixelRatio;
  ctx.save();
  useFont(ctx);
  const { width } = ctx.measureText(band.label);
  const hasRoom = width + 2 * space <= (isMoment ? bbox.left + bbox.width : place.end) - place.start;
  if (hasRoom) {
    const [left, top] = [place.start + space, bbox.top + space + row * height];
    ctx.fillStyle = colour(isMoment ? "ground" : band.isBad ? "shade-bad" : "shade");
    ctx.fillRect(left, top, width, height);
    ctx.fillStyle = colour("muted");
    ctx.textAlign = "left";
    ctx.textBaseline = "top";
    ctx.fillText(band.label, left, top);
  }
  ctx.restore();
  return hasRoom ? place.start + width + 2 * space : undefined;
}
