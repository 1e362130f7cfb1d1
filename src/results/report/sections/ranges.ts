/** Answers by fixed ranges of their response time, for the run and each operation. Pure. */

import { formatCount, formatDuration, formatShare } from "../../../base/figures.ts";
import type { RunSummary } from "../../run-summary.ts";
import {
  RANGE_TITLES,
  type RangeName,
  type ResponseTimeRanges,
  rangeRows,
  rangesOf,
} from "../../stats/response-time-ranges.ts";
import { RULE, readSelector } from "../../thresholds.ts";
import { type Html, html } from "../html.ts";
import type { LatencyGroup } from "../series.ts";
import { asSentence } from "../text.ts";
import { besideText } from "./charts.ts";
import { type Cell, type Row, table } from "./section.ts";

const NAMES = Object.keys(RANGE_TITLES) as RangeName[];

/** @param groups all operations together come first */
export function rangesTable(groups: readonly LatencyGroup[], thresholds: RunSummary["thresholds"]): Html {
  const limits = limitsOf(thresholds);
  const hasLimits = groups.some(({ op }) => limits.has(op));
  const columns = [
    { title: "Operation" },
    { title: "Ranges" },
    ...NAMES.map((name) => ({ title: asSentence(RANGE_TITLES[name]), isFigure: true })),
    ...(hasLimits ? [{ title: "Over its limit", isFigure: true }] : []),
  ];
  const rows = groups.map((group): Row => {
    const ranges = rangesOf(group.done, group.failed);
    return [
      group.op === "" ? html`<b>all</b>` : group.op,
      { shown: rangesBar(ranges), sortBy: ranges.under800 / (group.done.count + group.failed.count) },
      ...rangeRows(ranges).map(({ name, count, share }) => countCell(count, share, name === "failed")),
      ...(hasLimits ? [limitCell(group, limits.get(group.op))] : []),
    ];
  });
  const keys = NAMES.map((name) => html`<span class="key ${name}" aria-hidden="true"></span> ${RANGE_TITLES[name]} `);
  const note = html`Responses and their share; failed: repeated ones included${besideText(groups.map(({ op }) => op))}<br>${keys}${hasLimits ? html`<br>Over its limit: of the successful responses; a limit of p95 allows 5 %` : undefined}`;
  return html`<figure><figcaption><b class="caption">Response times in ranges</b>
<span class="caption-note">${note}</span></figcaption>${table(columns, rows, { search: "Response times in ranges" })}</figure>`;
}

/** The shares of all ranges beside each other. */
function rangesBar(ranges: ResponseTimeRanges): Html {
  let from = 0;
  const parts = rangeRows(ranges).map(({ name, share }) => {
    const [x, width] = [100 * from, 100 * share];
    from += share;
    return share === 0
      ? undefined
      : html`<rect class="${name}" x="${x.toFixed(2)}" width="${width.toFixed(2)}" height="8"/>`;
  });
  return html`<svg class="bar ranges" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>`;
}

function countCell(count: number, share: number, isFailed: boolean): Cell {
  if (count === 0) return { shown: "0", sortBy: 0 };
  const text = `${formatCount(count)} (${formatShare(share)})`;
  return { shown: isFailed ? html`<b class="bad">${text}</b>` : text, sortBy: share };
}

/** Limits of p95 in milliseconds, by the operation for which they are the same on all resources. */
function limitsOf(thresholds: RunSummary["thresholds"]): ReadonlyMap<string, number> {
  const limits = new Map<string, number>();
  for (const { metric, rule } of thresholds) {
    const { name, tags } = readSelector(metric);
    const op = tags.get("op");
    const [, method, percent, , text] = RULE.exec(rule) ?? [];
    if (name !== "http_req_duration" || method !== "p" || percent !== "95" || op === undefined) continue;
    const limit = Number(text);
    limits.set(op, (limits.get(op) ?? limit) === limit ? limit : Number.NaN);
  }
  return new Map([...limits].filter(([, limit]) => !Number.isNaN(limit)));
}

function limitCell({ done }: LatencyGroup, limit: number | undefined): Cell {
  if (limit === undefined || done.count === 0) return { shown: "", sortBy: -1 };
  const share = (done.count - done.countBelow(limit)) / done.count;
  return { shown: `${share === 0 ? "none" : formatShare(share)} over ${formatDuration(limit)}`, sortBy: share };
}
