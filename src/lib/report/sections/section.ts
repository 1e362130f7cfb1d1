/** The frame of a part of the page, and tables in it. Pure. */

import { type Html, type HtmlPart, html } from "../html.ts";

export interface Section {
  /** Anchor. */
  readonly id: string;
  readonly title: string;
  readonly body: Html;
}

export interface Column {
  readonly title: string;
  /** Figures stand right-aligned, one below the other. */
  readonly isFigure?: boolean;
}

/** A cell as shown, and what it sorts by where that is something else. */
export interface Cell {
  readonly shown: HtmlPart;
  readonly sortBy?: number;
}

export type Row = readonly (HtmlPart | Cell)[];

/** A table that scrolls by itself on a narrow screen. Sorting and search are added by the page's script where asked for. */
export function table(
  columns: readonly Column[],
  rows: readonly Row[],
  options: { readonly search?: string } = {},
): Html {
  const kind = (index: number): string => (columns[index]?.isFigure === true ? "figure" : "text");
  const heads = columns.map(({ title }, index) => html`<th scope="col" class="${kind(index)}">${title}</th>`);
  const body = rows.map(
    (row) => html`<tr>${row.map((cell, index) => tableCell(cell, kind(index), index === 0))}</tr>\n`,
  );
  const search = options.search === undefined ? undefined : html` data-search="${options.search}"`;
  return html`<div class="scroll"${search} role="region" aria-label="${options.search ?? "Table"}" tabindex="0"><table><thead><tr>${heads}</tr></thead><tbody>
${body}</tbody></table></div>`;
}

function tableCell(cell: HtmlPart | Cell, kind: string, isHead: boolean): Html {
  const { shown, sortBy } = isCell(cell) ? cell : { shown: cell, sortBy: undefined };
  const key = sortBy === undefined ? undefined : html` data-sort="${sortBy}"`;
  return isHead
    ? html`<th scope="row" class="${kind}"${key}>${shown}</th>`
    : html`<td class="${kind}"${key}>${shown}</td>`;
}

function isCell(cell: HtmlPart | Cell): cell is Cell {
  return typeof cell === "object" && "shown" in cell;
}

/** Words beside figures: `label  value`. */
export function facts(rows: readonly (readonly [string, HtmlPart])[]): Html {
  return html`<dl class="facts">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** A share from 0 to 1 as a bar; the figure beside it says the same. */
export function bar(share: number): Html {
  const width = Math.max(0, Math.min(1, share)) * 100;
  return html`<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="8"/><rect class="fill" width="${Number(width.toFixed(1))}" height="8"/></svg>`;
}
