/** Parts of the page that are tables: operations, completeness, mix, thresholds, causes. Pure. */

import { formatCount, formatNumber, formatShare, plural } from "../../../base/figures.ts";
import { describeOutcomes } from "../../outcome-counts.ts";
import type { OperationRow, RunSummary } from "../../run-summary.ts";
import { rangeRows } from "../../stats/response-time-ranges.ts";
import { type Html, html } from "../html.ts";
import { bar, breakable, type Cell, type Row, type Section, table } from "./section.ts";

/** More rows without new information are collapsed. */
const MOST_OPEN = 8;
const MOST_OPERATIONS = 15;

const FIGURE = { isFigure: true } as const;

export function operationsSection({ operations, capacity }: RunSummary): Section | undefined {
  if (operations.length === 0) return undefined;
  const hasRanges = operations.some(({ ranges }) => ranges !== undefined);
  const columns = [
    { title: "Resource" },
    { title: "Operation" },
    { title: "Requests", ...FIGURE },
    { title: "Failures", ...FIGURE },
    { title: "per second", ...FIGURE },
    { title: "p50 ms", ...FIGURE },
    { title: "p95 ms", ...FIGURE },
    { title: "p99 ms", ...FIGURE },
    { title: "max ms", ...FIGURE },
    ...(hasRanges ? [{ title: "< 800 ms", ...FIGURE }] : []),
    { title: "Outcomes" },
  ];
  const rows = [...operations].sort(byImportance).map((row) => operationRow(row, hasRanges));
  const body = html`<p>Failed operations first, then by requests. Requests include repeats; outcomes and failures count each item or call once.
Response times are of successful responses.${capacity === undefined ? "" : " They cover all steps, also those that were too much for the target."}</p>
${table(columns, rows, { search: "Resources and operations", first: MOST_OPERATIONS })}`;
  return { id: "operations", title: "Resources and operations", body };
}

/** What failed first, then the most frequent. */
export function byImportance(a: OperationRow, b: OperationRow): number {
  return Number(b.failures > 0) - Number(a.failures > 0) || b.requests - a.requests;
}

/** @param hasRanges there is a column for the share of answers that did the work in less than 800 ms */
function operationRow(row: OperationRow, hasRanges: boolean): Row {
  const { resource, op, requests, perSecond, latencyMs, ranges, outcomes, failures } = row;
  const figure = (value: number) => ({ shown: formatNumber(value), sortBy: Number.isNaN(value) ? 0 : value });
  return [
    breakable(resource),
    op,
    { shown: formatCount(requests), sortBy: requests },
    { shown: failures === 0 ? "0" : html`<b class="bad">${formatCount(failures)}</b>`, sortBy: failures },
    figure(perSecond),
    figure(latencyMs.p50),
    figure(latencyMs.p95),
    figure(latencyMs.p99),
    figure(latencyMs.max),
    ...(hasRanges ? [fastCell(ranges)] : []),
    html`<span class="wrap">${describeOutcomes(outcomes)}</span>`,
  ];
}

function fastCell(ranges: OperationRow["ranges"]): Cell {
  const [fast] = ranges === undefined ? [] : rangeRows(ranges);
  return fast === undefined ? { shown: "", sortBy: -1 } : { shown: formatShare(fast.share), sortBy: fast.share };
}

export function completenessSection({ load }: RunSummary): Section | undefined {
  if (load === undefined) return undefined;
  const { planned, created, present, missing, repeats, verified } = load;
  const columns = [
    { title: "Resource" },
    { title: "Planned", ...FIGURE },
    { title: "Created", ...FIGURE },
    { title: "Already present", ...FIGURE },
    { title: "Missing", ...FIGURE },
    { title: "Complete" },
  ];
  const resources = Object.entries(load.resources).sort(
    ([, a], [, b]) => Number(b.missing > 0) - Number(a.missing > 0),
  );
  const rows = resources.map(([resource, part]): Row => {
    const share = part.planned === 0 ? 1 : (part.created + part.present) / part.planned;
    const lack = part.missing === 0 ? "0" : html`<b class="bad">${formatCount(part.missing)}</b>`;
    const count = (value: number) => ({ shown: formatCount(value), sortBy: value });
    return [
      breakable(resource),
      count(part.planned),
      count(part.created),
      count(part.present),
      { shown: lack, sortBy: part.missing },
      { shown: share === 1 ? "all" : html`${bar(share)} ${completeShare(share)}`, sortBy: share },
    ];
  });
  const all = table(columns, rows, { search: "Load completeness", first: MOST_OPERATIONS });
  const proof =
    verified === undefined
      ? "The data on the target was not verified."
      : verified
        ? "Counts and a sample of items match the target."
        : "The target does not contain the data that was written.";
  const found = `${formatCount(created)} created + ${formatCount(present)} already present`;
  const rest = `${formatCount(missing)} missing, with ${plural(repeats, "repeat")}`;
  const body = html`<p>${formatCount(planned)} planned = ${found} + ${rest}. ${proof}</p>
${missing > 0 ? all : html`<details><summary>All ${rows.length} resources are complete</summary>${all}</details>`}`;
  return { id: "completeness", title: "Load completeness", body };
}

/** Rounded down: 100 % means all. */
function completeShare(share: number): string {
  return `${Math.floor(share * 1000) / 10} %`;
}

export function mixSection({ mix }: RunSummary): Section | undefined {
  if (mix === undefined) return undefined;
  const columns = [
    { title: "Operation" },
    { title: "Configured", ...FIGURE },
    { title: "Achieved", ...FIGURE },
    { title: "Difference, points", ...FIGURE },
    { title: "Achieved share" },
  ];
  const rows = mix.rows.map(({ op, wanted, achieved }): Row => {
    const points = (achieved - wanted) * 100;
    const sign = points > 0 ? "+" : points < 0 ? "\u2212" : "";
    return [op, formatShare(wanted), formatShare(achieved), `${sign}${formatNumber(Math.abs(points))}`, bar(achieved)];
  });
  return { id: "mix", title: `Mix of operations: ${mix.name}`, body: table(columns, rows) };
}

export function thresholdsSection({ thresholds }: RunSummary): Section | undefined {
  if (thresholds.length === 0) return undefined;
  const met = thresholds.filter(({ ok }) => ok);
  const crossed = thresholds.filter(({ ok }) => !ok);
  const title =
    crossed.length === 0 ? `${plural(met.length, "threshold")}, all met` : `${plural(met.length, "other")}, met`;
  const bad = crossed.length === 0 ? undefined : thresholdTable(crossed, "Thresholds that were crossed");
  const rest =
    met.length === 0
      ? undefined
      : html`<details><summary>${title}</summary>${thresholdTable(met, "Thresholds that were met")}</details>`;
  return { id: "thresholds", title: "Thresholds", body: html`${bad}\n${rest}` };
}

function thresholdTable(thresholds: RunSummary["thresholds"], search: string): Html {
  const rows = thresholds.map(
    ({ metric, rule, ok, value }): Row => [
      html`<code>${metric}</code>`,
      html`<code class="whole">${rule}</code>`,
      value === undefined ? "" : { shown: formatNumber(value), sortBy: value },
      ok ? "met" : html`<b class="bad">crossed</b>`,
    ],
  );
  const columns = [{ title: "Metric" }, { title: "Rule" }, { title: "Measured", ...FIGURE }, { title: "Result" }];
  return table(columns, rows, { isStacked: true, search });
}

export function causesSection(summary: RunSummary): Section | undefined {
  const { causes, failuresBefore = 0 } = summary;
  if (causes.length + failuresBefore === 0) return undefined;
  const title = "Causes of failure";
  if (causes.length === 0) return { id: "causes", title, body: html`<p>None.${earlyWords(failuresBefore)}</p>` };
  const columns = [
    { title: "Where" },
    { title: "Outcome" },
    { title: "Status", ...FIGURE },
    { title: "Failures", ...FIGURE },
    { title: "First message, and its item" },
  ];
  const rows = causes.map(
    (cause): Row => [
      html`${breakable(cause.resource)} ${cause.operation}`,
      cause.outcome,
      cause.status === 0 ? "no response" : String(cause.status),
      formatCount(cause.recorded),
      causeWords(cause.message, cause.firstKey),
    ],
  );
  const body = html`<p>In order of their first failure; consequences of other failures come last.
The first failures of each cause are in errors.ndjson.${earlyWords(failuresBefore)}</p>
${table(columns, rows, { isStacked: true, search: title, first: MOST_OPEN })}`;
  return { id: "causes", title, body };
}

/** Of the warm-up, and of the round in which the unloaded target is measured. */
function earlyWords(failures: number): string {
  if (failures === 0) return "";
  const are = failures === 1 ? "is" : "are";
  return ` ${plural(failures, "failure")} came before the measured part of the run, and ${are} in errors.ndjson alone.`;
}

export function leftOutSection({ leftOut = [] }: RunSummary): Section | undefined {
  if (leftOut.length === 0) return undefined;
  const rows = leftOut.map(({ what, reason }): Row => [breakable(what), reason]);
  const all = table([{ title: "What" }, { title: "Why" }], rows, { isStacked: true, search: "Left out" });
  const isLong = rows.length > MOST_OPEN;
  const body = isLong ? html`<details><summary>${rows.length} were left out</summary>${all}</details>` : all;
  return { id: "left-out", title: "Left out", body };
}

export function adaptedSection({ adapted = [] }: RunSummary): Section | undefined {
  if (adapted.length === 0) return undefined;
  const rows = adapted.map(({ what, change }): Row => [breakable(what), change]);
  const all = table([{ title: "Resource" }, { title: "Change" }], rows, { isStacked: true, search: "Adapted" });
  const isLong = rows.length > MOST_OPEN;
  const body = isLong ? html`<details><summary>${rows.length} changes</summary>${all}</details>` : all;
  return { id: "adapted", title: "Adapted to the target", body };
}

function causeWords(message: string, key: string): Html {
  return html`<span class="quote">${message === "" ? "no message" : message}</span> <code class="quote">${key}</code>`;
}
