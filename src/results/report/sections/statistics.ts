/** Part of the page with the statistics of the response times of each operation. Pure. */

import { formatCount, formatNumber, formatShare } from "../../../base/figures.ts";
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

/** @param groups all operations together come first */
export function statisticsTable(groups: readonly LatencyGroup[]): Html {
  const columns = [
    { title: "Operation" },
    ...["Answers", "Failed", "Failed, %", ...FIGURES.map(([title]) => title)].map((title) => ({
      title,
      isFigure: true,
    })),
  ];
  return html`<figure><figcaption><b class="caption">Statistics by operation, ms</b>
<span class="caption-note">Times are of answers that did the work${besideText(groups.map(({ op }) => op))}</span></figcaption>${table(columns, groups.map(rowOf), { search: "Statistics by operation" })}</figure>`;
}

function rowOf({ op, done, failed }: LatencyGroup): Row {
  const answers = done.count + failed.count;
  const share = failed.count / answers;
  return [
    op === "" ? html`<b>all</b>` : op,
    { shown: formatCount(answers), sortBy: answers },
    { shown: failed.count === 0 ? "0" : html`<b class="bad">${formatCount(failed.count)}</b>`, sortBy: failed.count },
    { shown: formatShare(share).replace(/ %$/, ""), sortBy: share },
    ...FIGURES.map(([, of]): Cell => {
      const ms = of(done);
      return { shown: formatNumber(ms), sortBy: Number.isNaN(ms) ? 0 : ms };
    }),
  ];
}
