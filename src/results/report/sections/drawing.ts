/** The frame of a drawing: caption, axes with their ticks, and places in it. Pure. */

import { rateText } from "../../capacity/capacity-lines.ts";
import { type Html, type HtmlPart, html } from "../html.ts";
import type { Axis } from "./axis.ts";

export interface Frame {
  readonly title: string;
  readonly note: HtmlPart;
  /** For those who do not see it. */
  readonly label: string;
  readonly x: Axis;
  readonly y: Axis;
  /** What the horizontal axis shows; without it, the title says so. */
  readonly across?: string;
}

/** Places in the drawing. */
export interface Places {
  readonly xAt: (value: number) => string;
  readonly yAt: (value: number) => string;
}

const WIDTH = 640;
const HEIGHT = 230;
const LEFT = 58;
const BOTTOM = 24;
const TOP = 10;
const RIGHT = 24;
/** Of the name of the horizontal axis. */
const NAME_HEIGHT = 22;

/** @param content in the order in which it is drawn, above the grid */
export function drawing({ title, note, label, x, y, across }: Frame, content: (places: Places) => HtmlPart): Html {
  const xAt = (value: number): string => (LEFT + x.placeOf(value) * (WIDTH - LEFT - RIGHT)).toFixed(1);
  const yAt = (value: number): string => (HEIGHT - BOTTOM - y.placeOf(value) * (HEIGHT - TOP - BOTTOM)).toFixed(1);
  const name =
    across === undefined
      ? undefined
      : html`<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT + NAME_HEIGHT - 6}" text-anchor="middle">${across}</text>`;
  const height = HEIGHT + (across === undefined ? 0 : NAME_HEIGHT);
  return html`<figure><figcaption><b class="caption">${title}</b>
<span class="caption-note">${note}</span></figcaption>
<svg class="steps" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${label}">
${x.ticks.map((tick) => html`${upright("", xAt(tick))}<text x="${xAt(tick)}" y="${HEIGHT - 6}" text-anchor="middle">${rateText(tick)}</text>`)}
${y.ticks.map((tick) => html`${level("", yAt(tick))}<text x="${LEFT - 6}" y="${yAt(tick)}" text-anchor="end" dominant-baseline="middle">${rateText(tick)}</text>`)}
${content({ xAt, yAt })}${name}</svg></figure>
`;
}

/** A line from the bottom to the top. @param kind class; empty: of the grid @param title shown under the pointer */
export function upright(kind: string, x: string, title?: string): Html {
  return line(kind, html`x1="${x}" x2="${x}" y1="${TOP}" y2="${HEIGHT - BOTTOM}"`, title);
}

/** A line from the left to the right. */
export function level(kind: string, y: string, title?: string): Html {
  return line(kind, html`x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y}" y2="${y}"`, title);
}

/** The name of an upright line, at its foot and on the side where there is room. */
export function footName(kind: string, x: string, name: string): Html {
  const isLeft = Number(x) > WIDTH / 2;
  return html`<text class="name ${kind}" x="${x}" dx="${isLeft ? -6 : 6}" y="${HEIGHT - BOTTOM - 7}" text-anchor="${isLeft ? "end" : "start"}">${name}</text>`;
}

/** The name of a level line, above its left end. */
export function levelName(kind: string, y: string, name: string): Html {
  return html`<text class="name ${kind}" x="${LEFT + 6}" y="${y}" dy="-5">${name}</text>`;
}

function line(kind: string, ends: Html, title: string | undefined): Html {
  const shown = title === undefined ? undefined : html`<title>${title}</title>`;
  return html`<line${kind === "" ? undefined : html` class="${kind}"`} ${ends}>${shown}</line>`;
}
