/** A figure over the runs of a history: a point for each, and its level between changes. Inline SVG. Pure. */

import { type Html, html } from "../report/html.ts";

const WIDTH = 720;
const HEIGHT = 120;
/** Room for half a point. */
const EDGE = 8;

export interface DrawnFigure {
  /** One for each run; null where it has none. */
  readonly values: readonly (number | null)[];
  /** What a point shows when it is pointed at, by run. */
  readonly names: readonly string[];
  /** From a run to the one before another, both as indexes. */
  readonly levels: readonly { readonly from: number; readonly to: number; readonly value: number }[];
  /** First runs after changes. */
  readonly changes: readonly { readonly at: number; readonly isWorse: boolean }[];
  /** Read in place of the drawing. */
  readonly label: string;
}

export function drawFigure({ values, names, levels, changes, label }: DrawnFigure): Html {
  const known = values.filter((value) => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const x = (index: number): number => round(EDGE + ((WIDTH - 2 * EDGE) * index) / Math.max(1, values.length - 1));
  const y = (value: number): number => round(HEIGHT - EDGE - ((HEIGHT - 2 * EDGE) * (value - low)) / (high - low));
  const medians = levels.map(
    ({ from, to, value }) => html`<line x1="${x(from)}" x2="${x(to - 1)}" y1="${y(value)}" y2="${y(value)}"/>`,
  );
  const marks = changes.map(({ at, isWorse }) => {
    const place = round((x(at - 1) + x(at)) / 2);
    return html`<line class="${isWorse ? "worse" : "better"}" x1="${place}" x2="${place}" y1="0" y2="${HEIGHT}"/>`;
  });
  const points = values.map((value, index) =>
    value === null
      ? undefined
      : html`<circle cx="${x(index)}" cy="${y(value)}" r="4"><title>${names[index]}</title></circle>`,
  );
  return html`<svg class="trend" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}">
${marks}${medians}${points}</svg>`;
}

function round(value: number): number {
  return Math.round(10 * value) / 10;
}
