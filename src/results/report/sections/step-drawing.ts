/** A drawing of the steps of a capacity run: a figure of each over its load. Pure. */

import { formatMs, formatNumber } from "../../../base/figures.ts";
import { rateText } from "../../capacity/capacity-lines.ts";
import type { CapacityResult } from "../../run-summary.ts";
import { type Html, html } from "../html.ts";
import { logAxis } from "./axis.ts";
import { drawing, footName, level, levelName, upright } from "./drawing.ts";

export type Step = CapacityResult["steps"][number];

export interface Content {
  readonly title: string;
  readonly note: string;
  /** The name of the horizontal axis. */
  readonly across: string;
  /** Of the horizontal axis. */
  readonly loadOf: (step: Step) => number;
  /** `120/s requested` */
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

/** Both axes are logarithmic: rates and users double from step to step. @returns undefined without any step to show */
export function stepDrawing(steps: readonly Step[], content: Content): Html | undefined {
  const { title, note, across, knee, limit, loadOf, loadText, figureOf, unit, curve } = content;
  const shown = steps.filter((step) => figureOf(step) > 0 && loadOf(step) > 0);
  if (shown.length === 0) return undefined;
  const x = logAxis([...shown.map(loadOf), ...curve.map(({ at }) => at), ...(knee === undefined ? [] : [knee])]);
  const y = logAxis([
    ...shown.map(figureOf),
    ...curve.map(({ value }) => value),
    ...(limit === undefined ? [] : [limit]),
  ]);
  const label = `${title}, ${shown.length} steps`;
  return drawing({ title, note, label, x, y, across }, ({ xAt, yAt }) => {
    const points = shown.map((step) => {
      const text = `${loadText(step)}: ${formatNumber(figureOf(step))}${unit}, ${step.state}`;
      return html`<circle cx="${xAt(loadOf(step))}" cy="${yAt(figureOf(step))}" r="4" class="${step.held ? "held" : "broken"}"><title>${text}</title></circle>`;
    });
    const within = (value: number): string => yAt(Math.min(y.most, Math.max(y.least, value)));
    return html`${curve.length === 0 ? undefined : drawnCurve(curve, xAt, within)}
${knee === undefined ? undefined : upright("knee", xAt(knee), `knee: ${formatNumber(knee)}`)}
${limit === undefined ? undefined : level("limit", yAt(limit), `limit: ${formatMs(limit)}`)}
${points}
${knee === undefined ? undefined : footName("knee", xAt(knee), `knee ${rateText(knee)}`)}
${limit === undefined ? undefined : levelName("limit", yAt(limit), `limit ${formatMs(limit)}`)}`;
  });
}

/** @param xAt place in the drawing @param yAt height in it, within the axis */
function drawnCurve(curve: Curve, xAt: (at: number) => string, yAt: (value: number) => string): Html {
  const line = (points: Curve, heightOf: (point: Curve[number]) => number): string =>
    points.map((point) => `${xAt(point.at)},${yAt(heightOf(point))}`).join(" ");
  const band = `${line(curve, ({ high }) => high)} ${line([...curve].reverse(), ({ low }) => low)}`;
  return html`<polygon class="band" points="${band}"><title>95 % interval of the fitted law</title></polygon>
<polyline class="law" points="${line(curve, ({ value }) => value)}"><title>fitted law</title></polyline>`;
}
