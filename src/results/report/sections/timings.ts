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
  "Responses",
  "Waiting for the target",
  "Receiving",
  "Sending",
  "Connecting",
  "TLS",
  "Waiting for a connection",
];

/** From the bottom to the top of the chart: where they are among the parts, and their colours. */
const PARTS = [
  { label: "waiting for the target", at: 4, part: "waiting", colour: "c1" },
  { label: "receiving", at: 5, part: "receiving", colour: "c3" },
  { label: "sending", at: 3, part: "sending", colour: "c2" },
  { label: "connecting", at: 1, part: "connecting", colour: "c4" },
  { label: "TLS", at: 2, part: "tls", colour: "c5" },
  { label: "waiting for a connection", at: 0, part: "blocked", colour: "c6" },
] as const;
/** With fewer, the table of averages says as much. */
const FEWEST_INTERVALS = 5;

/** Undefined where too little was timed. A part that took no time has no layer. */
export function timingsChart({ timings }: Pick<RunSeries, "timings">): Chart | undefined {
  if (timings.filter(({ means }) => means !== undefined).length < FEWEST_INTERVALS) return undefined;
  const lines = PARTS.map(({ label, at, colour }) => {
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

/** Undefined where summary.json has none. */
export function percentilesTable(timings: ResponseTimings): Html | undefined {
  const rows = timings.flatMap(({ op, answers, percentilesMs }) =>
    PARTS.flatMap(({ label, part }) => {
      const own = percentilesMs?.[part];
      if (own === undefined || own.p99 === 0) return [];
      return [
        [op, label, { shown: formatCount(answers), sortBy: answers }, ...[own.p90, own.p95, own.p99].map(msCell)],
      ];
    }),
  );
  if (rows.length === 0) return undefined;
  const figures = ["Sampled responses", "p90", "p95", "p99"].map((title) => ({ title, isFigure: true }));
  const columns = [{ title: "Operation" }, { title: "Part" }, ...figures];
  return html`<figure><figcaption><b class="caption">Percentiles of the parts, by operation</b>
<span class="caption-note">Of the whole run, one operation in 64; parts with a p99 of at most 0.01 ms are left out.
The percentiles of parts do not add up to that of the whole.</span></figcaption>${table(columns, rows, { search: "Percentiles of the parts", first: 12 })}</figure>`;
}

function msCell(ms: number): Cell {
  const short = ms < 0.1 ? Number(ms.toFixed(3)) : undefined;
  return { shown: short === 0 ? "0" : short === undefined ? formatMs(ms) : `${short} ms`, sortBy: ms };
}
