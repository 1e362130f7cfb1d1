/**
 * A comparison as one page that needs nothing but itself: verdict, both runs overlaid in charts, every change in a
 * table. Pure.
 */

import { formatChange, formatCount, formatMs, formatNumber } from "../../base/figures.ts";
import { type Html, html } from "../report/html.ts";
import { type PageAssets, pageFrame } from "../report/page-frame.ts";
import { chartsSection } from "../report/sections/charts.ts";
import { type Row, type Section, sentences, table } from "../report/sections/section.ts";
import type { Change } from "./compare-operation.ts";
import type { Comparison, OperationComparison } from "./comparison.ts";
import { FINDING_WORDS, failureText, noteLines } from "./comparison-table.ts";
import { overlayCharts } from "./overlay-charts.ts";
import type { RunData } from "./run-data.ts";

/** @param runs the base first, then in the order of the comparisons */
export function comparisonPage(
  comparisons: readonly Comparison[],
  runs: readonly RunData[],
  assets: PageAssets,
): string {
  const charts = overlayCharts(runs);
  const isRegression = comparisons.some((comparison) => comparison.isRegression);
  return pageFrame(
    {
      title: `${isRegression ? "Regression" : "No regression"}: ${runs.map(({ name }) => name).join(", ")}`,
      top: head(comparisons, isRegression),
      sections: [...comparisons.map(section), chartsSection(charts)],
      charts,
      origin: html`Made by <code>npm run compare</code>; for the method, see docs/comparison.md.`,
    },
    assets,
  );
}

function head(comparisons: readonly Comparison[], isRegression: boolean): Html {
  const reasons = comparisons.flatMap(({ run, reasons }) =>
    reasons.map((reason) => `${comparisons.length > 1 ? `${run}: ` : ""}${reason}`),
  );
  const meaning = isRegression
    ? "There is a significant regression beyond the limits."
    : "There is no significant regression beyond the limits.";
  return html`<header class="verdict ${isRegression ? "fail" : "pass"}">
<p class="kicker">Ed-Fi load test, comparison</p>
<h1><span class="word">${isRegression ? "Regression" : "No regression"}</span></h1>
<p class="meaning">${meaning}</p>
${sentences(reasons)}
<p class="origin">Baseline <b>${comparisons[0]?.base}</b><br>
<span class="run">${comparisons.map(({ run }) => html`${run}<br>`)}</span></p>
</header>`;
}

function section(comparison: Comparison, index: number): Section {
  const { run, total, operations, differences, doubts, failures } = comparison;
  const notes = [
    ...differences.map(({ what, base, run: after }) => `Differs in ${what}: ${base} -> ${after}`),
    ...doubts,
    ...failures.map((change) => failureText(change)),
    ...noteLines(comparison),
  ];
  const figures = ["Rate, /s", "p50", "p95", "p99"].map((title) => ({ title, isFigure: true }));
  const columns = [{ title: "Resource" }, { title: "Operation" }, { title: "Requests", isFigure: true }, ...figures];
  const rows = [total, ...operations].map(operationRow);
  const body = html`<p>Baseline, run, change, and the 95 % confidence interval of the change.</p>
${table(columns, rows, { search: `Changes of ${run}` })}
${sentences(notes)}`;
  return { id: `changes-${index + 1}`, title: `Changes: ${run}`, body };
}

function operationRow({ resource, op, requests, changes }: OperationComparison): Row {
  const count = { shown: `${formatCount(requests[0])} \u2192 ${formatCount(requests[1])}`, sortBy: requests[1] };
  return [resource, op, count, ...changes.map((change) => ({ shown: changeCell(change), sortBy: change.change }))];
}

function changeCell(change: Change): Html {
  const { measure, base, run, low, high, finding } = change;
  const show = measure === "rate" ? formatNumber : formatMs;
  const bounds = finding === "too-few" ? "" : `${formatChange(low ?? 0)} to ${formatChange(high ?? 0)}`;
  const word = finding === "regression" ? html`<b class="bad">${FINDING_WORDS[finding]}</b>` : FINDING_WORDS[finding];
  return html`${show(base)} \u2192 ${show(run)}<br><b>${formatChange(change.change)}</b><br>
<span class="note">${bounds}</span><br><span class="note">${word}</span>`;
}
