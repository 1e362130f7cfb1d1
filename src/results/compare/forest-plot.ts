/**
 * A forest plot: each change as a point with its 95 % interval, on one axis in per cent. It is a table whose rows hold a
 * small drawing each, so that it reads on a narrow screen, on paper and without seeing it. Pure.
 */

import { formatChange, formatMs, formatNumber } from "../../base/figures.ts";
import { type Html, html } from "../report/html.ts";
import { breakable } from "../report/sections/section.ts";
import type { Change } from "./compare-operation.ts";
import { FINDING_WORDS, intervalText } from "./comparison-table.ts";
import type { OrderedChange } from "./order.ts";

/** Relative to the base, away from no change; those that fit the range, and stand apart, are drawn. */
const TICKS = { less: [-0.1, -0.25, -0.5, -0.75, -0.9], more: [0.1, 0.25, 0.5, 1, 2, 4, 9] } as const;
/** Of the width, from tick to tick: room for `+100 %` on a phone. */
const APART = 0.24;
/** From the last tick to the edge. */
const MARGIN = 0.04;
/** A twentieth to twenty times: what lies beyond ends there. */
const FARTHEST = Math.log(20);
/** So that changes of a per cent do not fill the width. */
const NEAREST = Math.log(1.12);
const ROOM = 1.08;
const HEIGHT = 20;

interface Axis {
  readonly ticks: readonly number[];
  /** 0 to 100, in the direction of more. */
  placeOf(change: number): number;
}

/** The same axis for several plots. */
export function forestAxis(changes: readonly Change[]): Axis {
  const values = changes
    .flatMap(({ change, low, high, limit, floorMs }) => [change, low, high, floorMs === undefined ? limit : undefined])
    .filter(isNumber);
  const logs = values.map(logOf);
  const low = Math.min(-NEAREST, ...logs) * ROOM;
  const high = Math.max(NEAREST, ...logs) * ROOM;
  const placeOf = (change: number): number => Math.max(0, Math.min(100, (100 * (logOf(change) - low)) / (high - low)));
  return { ticks: ticksIn(low, high), placeOf };
}

function isNumber(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value);
}

/** Half and twice are as far from no change. */
function logOf(change: number): number {
  return Math.max(-FARTHEST, Math.min(FARTHEST, Math.log(Math.max(1e-9, 1 + change))));
}

/** No change always has one. */
function ticksIn(low: number, high: number): number[] {
  const width = high - low;
  const apart = (ticks: readonly number[]): number[] => {
    const kept: number[] = [];
    for (const tick of ticks) {
      const at = logOf(tick);
      const isInside = at > low + MARGIN * width && at < high - MARGIN * width;
      if (isInside && Math.abs(at - logOf(kept.at(-1) ?? 0)) >= APART * width) kept.push(tick);
    }
    return kept;
  };
  return [...apart(TICKS.less).reverse(), 0, ...apart(TICKS.more)];
}

/** @param caption what the rows are */
export function forestPlot(rows: readonly OrderedChange[], axis: Axis, caption: string): Html {
  const ticks = axis.ticks.map(
    (tick) => html`<span style="left:${axis.placeOf(tick).toFixed(2)}%">${formatTick(tick)}</span>`,
  );
  return html`<div class="scroll forest" role="group" aria-label="${caption}" tabindex="0"><table>
<thead><tr><th scope="col">Operation</th><th scope="col">Baseline \u2192 run</th>
<th scope="col" class="plot"><span class="axis">${ticks}</span></th>
<th scope="col">Change, 95 % interval</th><th scope="col">Limit</th><th scope="col">Finding</th></tr></thead><tbody>
${rows.map((row) => plotRow(row, axis))}</tbody></table></div>`;
}

/** A round figure. */
function formatTick(tick: number): string {
  return `${tick > 0 ? "+" : ""}${Math.round(100 * tick)} %`;
}

function plotRow({ operation, change }: OrderedChange, axis: Axis): Html {
  const { measure, base, run, low, high, limit, floorMs, finding } = change;
  const show = measure === "rate" ? (value: number) => `${formatNumber(value)}/s` : formatMs;
  const interval =
    low === undefined || high === undefined ? undefined : html` <span class="note">${intervalText(low, high)}</span>`;
  const share = limit === undefined ? undefined : formatChange(limit);
  const allowed = floorMs === undefined ? share : `+${formatMs(floorMs)}`;
  return html`<tr class="${finding}"><th scope="row" class="operation">${breakable(operation)} <b>${measure}</b></th>
<td class="values">${show(base)} \u2192 ${show(run)}</td>
<td class="plot">${drawing(change, axis)}</td>
<td class="values"><b>${formatChange(change.change)}</b>${interval}</td>
<td class="values limit">${allowed}</td><td class="finding">${FINDING_WORDS[finding]}</td></tr>
`;
}

function drawing({ base, change, low, high, limit: share, floorMs }: Change, axis: Axis): Html {
  const at = (value: number): string => axis.placeOf(value).toFixed(2);
  const upright = (kind: string, x: string, inset: number): Html =>
    html`<line class="${kind}" x1="${x}" x2="${x}" y1="${inset}" y2="${HEIGHT - inset}"/>`;
  const limit = floorMs === undefined ? share : floorMs / base;
  const isSeen = limit !== undefined && axis.placeOf(limit) < 100;
  const ends = low === undefined || high === undefined ? undefined : [at(low), at(high)];
  return html`<svg viewBox="0 0 100 ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
${axis.ticks.map((tick) => upright(tick === 0 ? "zero" : "grid", at(tick), 0))}
${isSeen ? upright("limit", at(limit), 0) : undefined}
${ends === undefined ? undefined : html`<line class="interval" x1="${ends[0]}" x2="${ends[1]}" y1="${HEIGHT / 2}" y2="${HEIGHT / 2}"/>${ends.map((x) => upright("interval", x ?? "", 6))}`}
${upright("point", at(change), 4)}</svg>`;
}
