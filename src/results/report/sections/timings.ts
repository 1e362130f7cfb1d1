/** Part of the page on where the time of answers went. Pure. */

import { formatCount, formatMs } from "../../../base/figures.ts";
import type { ResponseTimings } from "../../response-timings.ts";
import { type Html, html } from "../html.ts";
import type { RunSeries } from "../series.ts";
import { rounded } from "../thin-out.ts";
import type { Chart } from "./charts.ts";
import { type Cell, table } from "./section.ts";

/** The finest that k6 measures. */
const LEAST_MS = 0.001;
const TITLES = [
  "Answers",
  "Waiting for the target",
  "Receiving",
  "Sending",
  "Connecting",
  "TLS",
  "Waiting for a connection",
];

/** From the bottom to the top of the chart: where they are among the parts, and their colours. */
const STACK = [
  { label: "waiting for the target", at: 4, colour: "c1" },
  { label: "receiving", at: 5, colour: "c3" },
  { label: "sending", at: 3, colour: "c2" },
  { label: "connecting", at: 1, colour: "c4" },
  { label: "TLS", at: 2, colour: "c5" },
  { label: "waiting for a connection", at: 0, colour: "c6" },
];
/** With fewer, the table of averages says as much. */
const FEWEST_INTERVALS = 5;

/** Undefined where too little was timed. A part that took no time has no layer. */
export function timingsChart({ timings }: Pick<RunSeries, "timings">): Chart | undefined {
  if (timings.filter(({ means }) => means !== undefined).length < FEWEST_INTERVALS) return undefined;
  const lines = STACK.map(({ label, at, colour }) => {
    return { label, colour, values: timings.map(({ means }) => rounded(means?.[at])) };
  });
  return {
    id: "timings",
    title: "Where response time goes",
    unit: "ms",
    note: "Stacked averages of one operation in 64, all kinds of operations together",
    isStacked: true,
    seconds: timings.map(({ second }) => second),
    lines: lines.filter(({ values }) => values.some((ms) => (ms ?? 0) >= LEAST_MS)),
  };
}

export function timingsTable(timings: ResponseTimings): Html {
  const columns = [{ title: "Operation" }, ...TITLES.map((title) => ({ title, isFigure: true }))];
  const rows = timings.map((row) => {
    const { waitingMs, receivingMs, sendingMs, connectingMs, tlsMs, blockedMs } = row;
    const times = [waitingMs, receivingMs, sendingMs, connectingMs, tlsMs, blockedMs];
    return [row.op, { shown: formatCount(row.answers), sortBy: row.answers }, ...times.map(msCell)];
  });
  return html`<figure><figcaption><b class="caption">Where response time goes, by operation</b>
<span class="caption-note">Averages of one operation in 64. Waiting, receiving and sending are the response time;
connections are kept, so that few requests wait for the rest.</span></figcaption>${table(columns, rows)}</figure>`;
}

function msCell(ms: number): Cell {
  const short = ms < 0.1 ? Number(ms.toFixed(3)) : undefined;
  return { shown: short === 0 ? "0" : short === undefined ? formatMs(ms) : `${short} ms`, sortBy: ms };
}
