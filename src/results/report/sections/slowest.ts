/** Part of the page on single operations that took long, and how to find them in the log of the target. Pure. */

import type { RunSummary } from "../../run-summary.ts";
import { SLOWEST_FIGURES, slowestCells, slowestHeads, slowestHint } from "../../slowest-requests.ts";
import { html } from "../html.ts";
import { breakable, type Section, table } from "./section.ts";

const RESOURCE = 2;
const ID = 6;

export function slowestSection({ slowest }: RunSummary): Section | undefined {
  if (slowest === undefined) return undefined;
  const columns = slowestHeads(slowest).map((title, at) =>
    SLOWEST_FIGURES.includes(at) ? { title, isFigure: true } : { title },
  );
  const rows = slowestCells(slowest).map((cells) =>
    cells.map((cell, at) => (at === RESOURCE ? breakable(cell) : at === ID ? html`<code>${cell}</code>` : cell)),
  );
  const all = table(columns, rows, { isStacked: true });
  const body = html`<p>${slowestHint(slowest)} Times are those of the end, about a second off at most.</p>
<details><summary>The ${rows.length} slowest of all operations</summary>${all}</details>`;
  return { id: "slowest", title: "Slowest requests", body };
}
