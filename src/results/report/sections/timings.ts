/** Part of the page on where the time of answers went. Pure. */

import { formatCount, formatMs } from "../../../base/figures.ts";
import type { RunSummary } from "../../run-summary.ts";
import { html } from "../html.ts";
import { type Cell, type Section, table } from "./section.ts";

const TITLES = [
  "Answers",
  "Waiting for the target",
  "Receiving",
  "Sending",
  "Connecting",
  "TLS",
  "Waiting for a connection",
];

export function timingsSection({ timings }: RunSummary): Section | undefined {
  if (timings === undefined) return undefined;
  const columns = [{ title: "Operation" }, ...TITLES.map((title) => ({ title, isFigure: true }))];
  const rows = timings.map((row) => {
    const { waitingMs, receivingMs, sendingMs, connectingMs, tlsMs, blockedMs } = row;
    const times = [waitingMs, receivingMs, sendingMs, connectingMs, tlsMs, blockedMs];
    return [row.op, { shown: formatCount(row.answers), sortBy: row.answers }, ...times.map(msCell)];
  });
  const body = html`<p>Averages of one operation in 64. A response time is the sum of the first three; connections are
kept, so that few requests wait for the others.</p>${table(columns, rows)}`;
  return { id: "timings", title: "Where response time goes", body };
}

function msCell(ms: number): Cell {
  return { shown: ms === 0 ? "0" : formatMs(ms), sortBy: ms };
}
