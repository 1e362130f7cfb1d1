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
  /** The page's script lets one of its values be chosen. */
  readonly isFilter?: boolean;
  /** Figures stand right-aligned, one below the other. */
  readonly isFigure?: boolean;
  /** The rows are in the order of this column. */
  readonly sorted?: "ascending" | "descending";
}

/** A cell as shown, and what it sorts by where that is something else. */
export interface Cell {
  readonly shown: HtmlPart;
  readonly sortBy?: number;
}

export type Row = readonly (HtmlPart | Cell)[];

export interface TableOptions {
  /** What is searched and sorted: the page's script adds both. */
  readonly search?: string;
  /** On a narrow screen each row becomes a list, for rows that hold sentences. */
  readonly isStacked?: boolean;
  /** Of a long table, the page's script shows so many rows until it is asked for all. */
  readonly first?: number;
}

/** A table that scrolls by itself on a narrow screen. */
export function table(columns: readonly Column[], rows: readonly Row[], options: TableOptions = {}): Html {
  const heads = columns.map(
    ({ title, sorted, isFilter }, index) =>
      html`<th scope="col" class="${kindOf(columns, index)}"${sorted && html` aria-sort="${sorted}"`}${
        isFilter === true ? html` data-filter` : undefined
      }>${title}</th>`,
  );
  const body = rows.map(
    (row) => html`<tr>${row.map((cell, index) => tableCell(cell, columns, index, options.isStacked === true))}</tr>\n`,
  );
  const search = options.search === undefined ? undefined : html` data-search="${options.search}"`;
  const first = options.first === undefined ? undefined : html` data-first="${options.first}"`;
  const label = options.search ?? columns[0]?.title ?? "";
  const kind = options.isStacked === true ? "scroll stacked" : "scroll";
  return html`<div class="${kind}"${search}${first} role="group" aria-label="${label}" tabindex="0"><table>
<thead><tr>${heads}</tr></thead><tbody>
${body}</tbody></table></div>`;
}

function kindOf(columns: readonly Column[], index: number): string {
  return columns[index]?.isFigure === true ? "figure" : "text";
}

function tableCell(cell: HtmlPart | Cell, columns: readonly Column[], index: number, isLabelled: boolean): Html {
  const { shown, sortBy } = isCell(cell) ? cell : { shown: cell, sortBy: undefined };
  const key = sortBy === undefined ? undefined : html` data-sort="${sortBy}"`;
  const kind = kindOf(columns, index);
  if (index === 0) return html`<th scope="row" class="${kind}"${key}>${shown}</th>`;
  const label = isLabelled ? html` data-label="${columns[index]?.title}"` : undefined;
  return html`<td class="${kind}"${key}${label}>${shown}</td>`;
}

/** `studentSchoolAssociations` with places where a narrow column may break it. */
export function breakable(name: string): Html {
  const parts = name.split(/(?<=[a-z])(?=[A-Z])|(?<=\/)/);
  return html`${parts.map((part, index) => [index === 0 ? undefined : html`<wbr>`, part])}`;
}

function isCell(cell: HtmlPart | Cell): cell is Cell {
  return typeof cell === "object" && "shown" in cell;
}

/** Sentences as a list; undefined for none. */
export function sentences(lines: readonly string[]): Html | undefined {
  return lines.length === 0 ? undefined : html`<ul class="reasons">${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}

/** Words beside figures: `label  value`. */
export function facts(rows: readonly (readonly [string, HtmlPart])[]): Html {
  const items = rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`);
  return html`<dl class="facts">${items}</dl>`;
}

/** A share from 0 to 1 as a bar; the figure beside it is the same. */
export function bar(share: number): Html {
  return span(0, share);
}

/** A part of a whole, as a bar from one share to another. */
export function span(from: number, to: number): Html {
  const place = (share: number): number => Math.round(Math.max(0, Math.min(1, share)) * 1000) / 10;
  const [start, end] = [place(from), place(to)];
  const rect = (kind: string, at: number, size: number) =>
    html`<rect class="${kind}"${at > 0 ? html` x="${at}"` : undefined} width="${size}" height="8"/>`;
  const parts = [rect("track", 0, 100), rect("fill", start, Math.round((end - start) * 10) / 10)];
  return html`<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>`;
}
