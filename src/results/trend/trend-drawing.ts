/** A figure over the runs of a history: a point for each, and its level between changes. Inline SVG. Pure. */

import { type Html, html } from "../report/html.ts";
import { tickStep } from "../report/sections/axis.ts";

const WIDTH = 720;
const HEIGHT = 140;
/** Room for half a point. */
const EDGE = 8;
/** Room for the values beside the axis, also in the larger letters of a narrow page. */
const LEFT = 96;
/** The axis shows at least this share of the values: noise of a thousandth is a flat line. */
const LEAST_SPAN = 0.1;

const MOST_STEPS = 4;

/** Share of the width beyond which a change has no room for its name on its right. */
const NAMED_BEFORE = 0.86;

export interface DrawnChange {
  readonly at: number;
  readonly isWorse: boolean;
  readonly isRise: boolean;
  /** Beside its line: `+10 %`. */
  readonly name: string;
}

export interface DrawnFigure {
  readonly format: (value: number) => string;
  /** One for each run; null where it has none. */
  readonly values: readonly (number | null)[];
  /** What a point shows when it is pointed at, by run. */
  readonly names: readonly string[];
  /** From a run to the one before another, both as indexes. */
  readonly levels: readonly { readonly from: number; readonly to: number; readonly value: number }[];
  /** First runs after changes. */
  readonly changes: readonly DrawnChange[];
  /** Read in place of the drawing. */
  readonly label: string;
}

export function drawFigure({ format, values, names, levels, changes, label }: DrawnFigure): Html {
  const { low, high, ticks } = axisOf(values.filter((value) => value !== null));
  const x = (index: number): number =>
    round(LEFT + EDGE + ((WIDTH - LEFT - 2 * EDGE) * index) / Math.max(1, values.length - 1));
  const y = (value: number): number => round(HEIGHT - EDGE - ((HEIGHT - 2 * EDGE) * (value - low)) / (high - low));
  const medians = levels.map(
    ({ from, to, value }) => html`<line x1="${x(from)}" x2="${x(to - 1)}" y1="${y(value)}" y2="${y(value)}"/>`,
  );
  const marks = changes.map(({ at, isWorse, isRise, name }) => {
    const place = round((x(at - 1) + x(at)) / 2);
    const kind = isWorse ? "worse" : "better";
    // Where the runs after the change are not, or before it near the right end.
    const isBefore = place > NAMED_BEFORE * WIDTH;
    const isBelow = isRise !== isBefore;
    const words = html`<text class="${kind}" x="${place}" dx="${isBefore ? -5 : 5}" y="${isBelow ? HEIGHT - EDGE : EDGE}" dominant-baseline="middle" text-anchor="${isBefore ? "end" : "start"}">${name}</text>`;
    return html`<line class="${kind}" x1="${place}" x2="${place}" y1="0" y2="${HEIGHT}"/>${words}`;
  });
  const points = values.map((value, index) =>
    value === null
      ? undefined
      : html`<circle cx="${x(index)}" cy="${y(value)}" r="4"><title>${names[index]}</title></circle>`,
  );
  return html`<svg class="trend" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}">
${ticks.map((tick) => html`<line class="tick" x1="${LEFT}" x2="${WIDTH}" y1="${y(tick)}" y2="${y(tick)}"/><text x="${LEFT - 6}" y="${y(tick)}" text-anchor="end" dominant-baseline="middle">${format(tick)}</text>`)}
${marks}${medians}${points}</svg>`;
}

/** Not from 0: a step of a few percent has to be seen. Its values stand beside it. */
function axisOf(known: readonly number[]): { low: number; high: number; ticks: readonly number[] } {
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const missing = Math.max(0, (LEAST_SPAN * (least + most)) / 2 - (most - least));
  const [low, high] = [Math.max(0, least - missing / 2), most + missing / 2];
  const step = tickStep(high - low, MOST_STEPS);
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  return { low, high, ticks: Array.from({ length: count }, (_, at) => (first + at) * step) };
}

function round(value: number): number {
  return Math.round(10 * value) / 10;
}
