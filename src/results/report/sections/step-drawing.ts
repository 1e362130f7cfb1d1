/** A drawing of the steps of a capacity run: a figure of each over its load. Pure. */

import { formatMs, formatNumber } from "../../../base/figures.ts";
import { rateText } from "../../capacity/capacity-lines.ts";
import type { CapacityResult } from "../../run-summary.ts";
import { type Html, html } from "../html.ts";

export type Step = CapacityResult["steps"][number];

export interface Content {
  readonly title: string;
  readonly note: string;
  /** Of the horizontal axis. */
  readonly loadOf: (step: Step) => number;
  /** `120/s asked for` */
  readonly loadText: (step: Step) => string;
  readonly figureOf: (step: Step) => number;
  readonly unit: string;
  /** Place on the horizontal axis. */
  readonly knee: number | undefined;
  /** Height. */
  readonly limit: number | undefined;
  readonly curve: Curve;
}

/** A fitted curve with its interval, by place on the horizontal axis; empty: none. */
export type Curve = readonly {
  readonly at: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}[];

const WIDTH = 640;
const HEIGHT = 230;
const LEFT = 52;
const BOTTOM = 24;
const TOP = 10;
const RIGHT = 14;

/** Both axes are logarithmic: rates and users double from step to step. @returns undefined without any step to show */
export function stepDrawing(steps: readonly Step[], content: Content): Html | undefined {
  const { title, note, knee, limit, loadOf, loadText, figureOf, unit, curve } = content;
  const shown = steps.filter((step) => figureOf(step) > 0 && loadOf(step) > 0);
  if (shown.length === 0) return undefined;
  const x = axisOf([...shown.map(loadOf), ...curve.map(({ at }) => at), ...(knee === undefined ? [] : [knee])]);
  const y = axisOf([
    ...shown.map(figureOf),
    ...curve.map(({ value }) => value),
    ...(limit === undefined ? [] : [limit]),
  ]);
  const xAt = (value: number): string => (LEFT + x.placeOf(value) * (WIDTH - LEFT - RIGHT)).toFixed(1);
  const yAt = (value: number): string => (HEIGHT - BOTTOM - y.placeOf(value) * (HEIGHT - TOP - BOTTOM)).toFixed(1);
  const bottom = HEIGHT - BOTTOM;
  const points = shown.map((step) => {
    const text = `${loadText(step)}: ${formatNumber(figureOf(step))}${unit}, ${step.state}`;
    return html`<circle cx="${xAt(loadOf(step))}" cy="${yAt(figureOf(step))}" r="4" class="${step.held ? "held" : "broken"}"><title>${text}</title></circle>`;
  });
  return html`<figure><figcaption><b class="caption">${title}</b>
<span class="caption-note">${note}</span></figcaption>
<svg class="steps" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}, ${shown.length} steps">
${x.ticks.map((tick) => html`<line x1="${xAt(tick)}" x2="${xAt(tick)}" y1="${TOP}" y2="${bottom}"/><text x="${xAt(tick)}" y="${HEIGHT - 6}" text-anchor="middle">${rateText(tick)}</text>`)}
${y.ticks.map((tick) => html`<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${yAt(tick)}" y2="${yAt(tick)}"/><text x="${LEFT - 6}" y="${yAt(tick)}" text-anchor="end" dominant-baseline="middle">${rateText(tick)}</text>`)}
${curve.length === 0 ? undefined : drawnCurve(curve, xAt, (value) => yAt(Math.min(y.most, Math.max(y.least, value))))}
${knee === undefined ? undefined : html`<line class="knee" x1="${xAt(knee)}" x2="${xAt(knee)}" y1="${TOP}" y2="${bottom}"><title>knee: ${formatNumber(knee)}</title></line>`}
${limit === undefined ? undefined : html`<line class="limit" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${yAt(limit)}" y2="${yAt(limit)}"><title>limit: ${formatMs(limit)}</title></line>`}
${points}</svg></figure>
`;
}

/** @param xAt place in the drawing @param yAt height in it, within the axis */
function drawnCurve(curve: Curve, xAt: (at: number) => string, yAt: (value: number) => string): Html {
  const line = (points: Curve, heightOf: (point: Curve[number]) => number): string =>
    points.map((point) => `${xAt(point.at)},${yAt(heightOf(point))}`).join(" ");
  const band = `${line(curve, ({ high }) => high)} ${line([...curve].reverse(), ({ low }) => low)}`;
  return html`<polygon class="band" points="${band}"><title>95 % interval of the fitted law</title></polygon>
<polyline class="law" points="${line(curve, ({ value }) => value)}"><title>fitted law</title></polyline>`;
}

interface Axis {
  readonly least: number;
  readonly most: number;
  readonly ticks: readonly number[];
  /** 0 to 1. @param value above 0 */
  placeOf(value: number): number;
}

/** Room on both sides of the first and the last value. */
const ROOM = 1.25;

function axisOf(values: readonly number[]): Axis {
  const low = Math.log10(Math.min(...values) / ROOM);
  const high = Math.log10(Math.max(...values) * ROOM);
  const ticks: number[] = [];
  for (let power = Math.floor(low); power <= high; power++)
    for (const digit of [1, 2, 5]) {
      const tick = digit * 10 ** power;
      if (Math.log10(tick) >= low && Math.log10(tick) <= high) ticks.push(tick);
    }
  return { least: 10 ** low, most: 10 ** high, ticks, placeOf: (value) => (Math.log10(value) - low) / (high - low) };
}
