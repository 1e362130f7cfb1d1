/** Part of the page on where the time of answers went. Pure. */

import { formatCount, formatMs } from "../../../base/figures.ts";
import type { ResponseTimings } from "../../response-timings.ts";
import { type Html, html } from "../html.ts";
import { type Cell, table } from "./section.ts";

const TITLES = [
  "Answers",
  "Waiting for the target",
  "Receiving",
  "Sending",
  "Connecting",
  "TLS",
  "Waiting for a connection",
];

export function timingsTable(timings: ResponseTimings): Html {
  const columns = [{ title: "Operation" }, ...TITLES.map((title) => ({ title, isFigure: true }))];
  const rows = timings.map((row) => {
    const { waitingMs, receivingMs, sendingMs, connectingMs, tlsMs, blockedMs } = row;
    const times = [waitingMs, receivingMs, sendingMs, connectingMs, tlsMs, blockedMs];
    return [row.op, { shown: formatCount(row.answers), sortBy: row.answers }, ...times.map(msCell)];
  });
  return html`<figure><figcaption><b class="caption">Where response time goes</b>
<span class="caption-note">Averages of one operation in 64. Waiting, receiving and sending are the response time;
connections are kept, so that few requests wait for the rest.</span></figcaption>${table(columns, rows)}</figure>`;
}

function msCell(ms: number): Cell {
  // Microseconds are the finest that k6 measures.
  const short = ms < 0.1 ? Number(ms.toFixed(3)) : undefined;
  return { shown: short === 0 ? "0" : short === undefined ? formatMs(ms) : `${short} ms`, sortBy: ms };
}
