/** Response times over time as a heat map: a column for each part of the run, a row for each range of latencies. */

import { clock, formatCount, formatMs } from "../base/figures.ts";
import { startOfBar } from "../results/report/latency-bars.ts";
import { logAxis } from "../results/report/sections/axis.ts";
import type { LatencyData } from "../results/report/sections/latency-data.ts";
import { LatencyHistogram } from "../results/stats/latency-histogram.ts";
import { shortNumber } from "./axis-text.ts";
import { colour, FONT } from "./colour.ts";
import { RIGHT_ROOM, timeTicks } from "./time-axis.ts";

type Group = LatencyData["groups"][number];

const HEIGHT = 250;
const LEFT = 66;
const TOP = 8;
const BOTTOM = 44;
/** Of the lightest cell: one answer must be seen. */
const LEAST_INK = 0.14;

export interface HeatOptions {
  readonly columnSeconds: number;
  /** Start of the time axis, in milliseconds since 1970. */
  readonly startMs: number | undefined;
  readonly width: number;
}

/** Draws it anew, with its legend. */
export function drawHeatMap(place: HTMLElement, note: HTMLElement, group: Group, options: HeatOptions): void {
  const { columnSeconds, startMs, width } = options;
  const columns = group.heat.map((text) => countsIn(text));
  const bars = columns.flatMap((column) => [...column.keys()]);
  const most = columns.reduce((high, column) => Math.max(high, ...column.values()), 0);
  place.replaceChildren();
  note.textContent = "";
  if (bars.length === 0) {
    note.textContent = "No responses.";
    return;
  }
  const { canvas, ctx } = newCanvas(width);
  const [low, high] = bars.reduce(([a, b], bar) => [Math.min(a, bar), Math.max(b, bar)], [Infinity, -Infinity]);
  const y = logAxis([startOfBar(low), startOfBar(high + 1)], 1);
  const plotWidth = width - LEFT - RIGHT_ROOM;
  const plotHeight = HEIGHT - TOP - BOTTOM;
  const end = columns.length * columnSeconds;
  const xAt = (second: number): number => LEFT + (second / end) * plotWidth;
  const yAt = (ms: number): number => TOP + (1 - y.placeOf(ms)) * plotHeight;
  axes(ctx, { xAt, yAt, ticks: y.ticks, end, startMs, width });
  ctx.fillStyle = colour("c1");
  for (const [at, column] of columns.entries())
    for (const [bar, count] of column) {
      ctx.globalAlpha = LEAST_INK + (1 - LEAST_INK) * (most === 1 ? 1 : Math.log(count) / Math.log(most));
      const top = yAt(startOfBar(bar + 1));
      const left = xAt(at * columnSeconds);
      ctx.fillRect(left, top, Math.ceil(plotWidth / columns.length), yAt(startOfBar(bar)) - top);
    }
  ctx.globalAlpha = 1;
  percentileLine(ctx, group, (at) => xAt((at + 0.5) * columnSeconds), yAt);
  const words = `From ${formatMs(startOfBar(low))} to ${formatMs(startOfBar(high + 1))}; at most ${formatCount(most)} responses in a cell`;
  canvas.role = "img";
  canvas.setAttribute("aria-label", `Response times over time as a heat map. ${words}`);
  const usual = `${words}.`;
  note.textContent = usual;
  canvas.addEventListener("pointermove", ({ offsetX, offsetY }) => {
    const at = Math.floor(((offsetX - LEFT) / plotWidth) * columns.length);
    const bar = [...(columns[at]?.keys() ?? [])].find(
      (each) => offsetY <= yAt(startOfBar(each)) && offsetY > yAt(startOfBar(each + 1)),
    );
    const count = bar === undefined ? undefined : columns[at]?.get(bar);
    note.textContent =
      bar === undefined || count === undefined
        ? usual
        : `${clock(at * columnSeconds)}, ${formatMs(startOfBar(bar))} to ${formatMs(startOfBar(bar + 1))}: ${formatCount(count)} responses`;
  });
  canvas.addEventListener("pointerleave", () => {
    note.textContent = usual;
  });
  place.append(canvas);
}

function countsIn(text: string): Map<number, number> {
  const histogram = new LatencyHistogram();
  histogram.addText(text);
  return histogram.counts();
}

function newCanvas(width: number): { canvas: HTMLCanvasElement; ctx: CanvasRenderingContext2D } {
  const canvas = document.createElement("canvas");
  const ctx = canvas.getContext("2d") as CanvasRenderingContext2D;
  canvas.width = width * devicePixelRatio;
  canvas.height = HEIGHT * devicePixelRatio;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${HEIGHT}px`;
  ctx.scale(devicePixelRatio, devicePixelRatio);
  ctx.font = FONT;
  return { canvas, ctx };
}

interface Axes {
  readonly xAt: (second: number) => number;
  readonly yAt: (ms: number) => number;
  readonly ticks: readonly number[];
  readonly end: number;
  readonly startMs: number | undefined;
  readonly width: number;
}

function axes(ctx: CanvasRenderingContext2D, { xAt, yAt, ticks, end, startMs, width }: Axes): void {
  ctx.strokeStyle = colour("line");
  const text = (words: string, x: number, y: number, align: CanvasTextAlign): void => {
    ctx.fillStyle = colour("muted");
    ctx.textAlign = align;
    ctx.textBaseline = "middle";
    ctx.fillText(words, x, y);
  };
  const line = (x1: number, y1: number, x2: number, y2: number): void => {
    ctx.beginPath();
    ctx.moveTo(x1, y1);
    ctx.lineTo(x2, y2);
    ctx.stroke();
  };
  for (const tick of ticks) {
    line(LEFT, yAt(tick), width - RIGHT_ROOM, yAt(tick));
    text(shortNumber(tick), LEFT - 6, yAt(tick), "right");
  }
  for (const { second, lines } of timeTicks(end, width - LEFT - RIGHT_ROOM, startMs)) {
    line(xAt(second), TOP, xAt(second), HEIGHT - BOTTOM);
    for (const [at, words] of lines.entries()) text(words, xAt(second), HEIGHT - BOTTOM + 14 + 14 * at, "center");
  }
  ctx.save();
  ctx.translate(9, TOP + (HEIGHT - TOP - BOTTOM) / 2);
  ctx.rotate(-Math.PI / 2);
  text("ms", 0, 0, "center");
  ctx.restore();
}

/** The 95th percentile of each column. */
function percentileLine(
  ctx: CanvasRenderingContext2D,
  { overTime: { p95 } }: Group,
  xAt: (column: number) => number,
  yAt: (ms: number) => number,
): void {
  ctx.strokeStyle = colour("c3");
  ctx.lineWidth = 1.6;
  ctx.beginPath();
  let isDrawing = false;
  for (const [at, ms] of p95.entries()) {
    if (ms === null) isDrawing = false;
    else if (isDrawing) ctx.lineTo(xAt(at), yAt(ms));
    else {
      ctx.moveTo(xAt(at), yAt(ms));
      isDrawing = true;
    }
  }
  ctx.stroke();
}
