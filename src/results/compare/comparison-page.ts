/** A comparison as one page that needs nothing but itself: verdict, both runs overlaid in charts, every change in a table. Pure. */

import { formatCount, formatMs, formatNumber } from "../report/figures.ts";
import { type Html, html, trusted } from "../report/html.ts";
import type { PageAssets } from "../report/page.ts";
import { chartsSection } from "../report/sections/charts.ts";
import { type Row, type Section, table } from "../report/sections/section.ts";
import { jsonForHtml } from "../report/text.ts";
import type { Change } from "./compare-operation.ts";
import type { Comparison, OperationComparison } from "./comparison.ts";
import { FINDING_WORDS, failureText, noteLines } from "./comparison-table.ts";
import { formatChange } from "./limits.ts";
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
  const sections = [...comparisons.map(section), chartsSection(charts)];
  const policy = `default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src '${assets.scriptHash}'; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${isRegression ? "Regression" : "No regression"}: ${runs.map(({ name }) => name).join(", ")}</title>
<link rel="icon" href="data:,">
<style>${trusted(assets.style)}</style>
</head>
<body>
<main>
${head(comparisons, isRegression)}
${sections.map(({ id, title, body }) => html`<section id="${id}"><h2>${title}</h2>${body}</section>\n`)}
</main>
<footer><p>Made by <code>npm run compare</code>; the methods are in docs/comparison.md. Charts: uPlot 1.6.32, copyright 2022 Leon Sorokin, MIT licence.</p></footer>
<script type="application/json" id="data">${trusted(jsonForHtml(charts))}</script>
<script>${trusted(assets.script)}</script>
</body>
</html>
`.text;
}

function head(comparisons: readonly Comparison[], isRegression: boolean): Html {
  const reasons = comparisons.flatMap(({ run, reasons }) =>
    reasons.map((reason) => html`<li>${comparisons.length > 1 ? `${run}: ` : ""}${reason}</li>`),
  );
  const meaning = isRegression
    ? "Something is worse than the limits allow, and that is established."
    : "No change beyond the limits is established.";
  return html`<header class="verdict ${isRegression ? "fail" : "pass"}">
<p class="kicker">Ed-Fi load test, comparison</p>
<h1><span class="word">${isRegression ? "Regression" : "No regression"}</span></h1>
<p class="meaning">${meaning}</p>
${reasons.length === 0 ? undefined : html`<ul class="reasons">${reasons}</ul>`}
<p class="origin">Base <b>${comparisons[0]?.base}</b><br>
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
  const body = html`<p>Base, run, change and the 95 % interval of the change.</p>
${table(columns, rows, { search: `Changes of ${run}` })}
<ul class="reasons">${notes.map((note) => html`<li>${note}</li>`)}</ul>`;
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
  return html`${show(base)} \u2192 ${show(run)}<br><b>${formatChange(change.change)}</b><br><span class="note">${bounds}</span><br><span class="note">${word}</span>`;
}
