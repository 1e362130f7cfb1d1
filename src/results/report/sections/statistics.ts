/** Part of the page with the statistics of the response times of each operation. Pure. */

import { formatCount, formatNumber, formatShare } from "../../../base/figures.ts";
import { BESIDE } from "../../measurements/figures.ts";
import type { LatencyHistogram } from "../../stats/latency-histogram.ts";
import { type Html, html } from "../html.ts";
import type { LatencyGroup } from "../series.ts";
import { besideText } from "./charts.ts";
import { type Cell, type Row, table } from "./section.ts";

const FIGURES: readonly (readonly [title: string, of: (done: LatencyHistogram) => number])[] = [
  ["min", (done) => done.quantile(0)],
  ["mean", (done) => done.mean()],
  ["std. dev.", (done) => done.deviation()],
  ["p50", (done) => done.quantile(0.5)],
  ["p75", (done) => done.quantile(0.75)],
  ["p90", (done) => done.quantile(0.9)],
  ["p95", (done) => done.quantile(0.95)],
  ["p99", (done) => done.quantile(0.99)],
  ["max", (done) => done.quantile(1)],
];

/**
 * @param groups all operations together come first
 * @param seconds that were measured; undefined where they are not those of the groups
 */
export function statisticsTable(groups: readonly LatencyGroup[], seconds: number | undefined): Html {
  const counts = ["Responses", ...(seconds === undefined ? [] : ["per second"]), "Failed", "Failed, %"];
  const columns = [
    { title: "Operation" },
    ...[...counts, ...FIGURES.map(([title]) => title)].map((title) => ({ title, isFigure: true })),
  ];
  const rows = groups.flatMap((group) => rowsOf(group, seconds));
  return html`<figure><figcaption><b class="caption">Statistics by operation, ms</b>
<span class="caption-note">Times of successful responses, and below them those of failed ones${besideText(groups.map(({ op }) => op))}</span></figcaption>${table(columns, rows, { search: "Statistics by operation" })}</figure>`;
}

/** Failed responses are often much faster or slower: they have a row of their own. */
function rowsOf({ op, done, failed }: LatencyGroup, seconds: number | undefined): Row[] {
  const responses = done.count + failed.count;
  const share = failed.count / responses;
  const name = op === "" ? "all" : op;
  const bad = html`<b class="bad">${formatCount(failed.count)}</b>`;
  const rate = seconds === undefined ? [] : [rateCell(op, responses / seconds)];
  const all = [
    op === "" ? html`<b>${name}</b>` : name,
    { shown: formatCount(responses), sortBy: responses },
    ...rate,
    { shown: failed.count === 0 ? "0" : bad, sortBy: failed.count },
    { shown: formatShare(share).replace(/ %$/, ""), sortBy: share },
    ...timesOf(done),
  ];
  if (failed.count === 0) return [all];
  const blank = { shown: "", sortBy: -1 };
  const only = { shown: bad, sortBy: failed.count };
  return [all, [`${name}, failed`, blank, ...rate.map(() => blank), only, blank, ...timesOf(failed)]];
}

/** What is counted apart may not last as long as the measured part. */
function rateCell(op: string, perSecond: number): Cell {
  return BESIDE.includes(op) ? { shown: "", sortBy: -1 } : { shown: formatNumber(perSecond), sortBy: perSecond };
}

function timesOf(responses: LatencyHistogram): Cell[] {
  return FIGURES.map(([, of]): Cell => {
    const ms = of(responses);
    return { shown: formatNumber(ms), sortBy: Number.isNaN(ms) ? 0 : ms };
  });
}
