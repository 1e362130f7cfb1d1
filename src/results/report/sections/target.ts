/** The target while it was under load: its figures over time, and the statements of its database. Pure. */

import { formatCount, formatMs, formatShare } from "../../../base/figures.ts";
import type { DatabaseReport } from "../../figures/database-report.ts";
import type { TargetReport } from "../../figures/target-report.ts";
import { type Html, html } from "../html.ts";
import { figures } from "./charts.ts";
import { facts, type Row, type Section, sentences, table } from "./section.ts";
import type { TargetCharts } from "./target-charts.ts";

const FIGURE = { isFigure: true };
const MOST_STATEMENTS = 10;

const SOURCES: Readonly<Record<string, string>> = {
  machine: "Its machine and containers",
  database: "Its database",
  requests: "Its rate limiter and circuit breaker",
  metrics: "Queries to the metrics server",
};

export function targetSection(groups: readonly TargetCharts[], report: TargetReport | undefined): Section | undefined {
  const database = report?.database;
  const problems = [...(report?.problems ?? []), ...(database?.missing ?? [])];
  const parts = groups.filter(({ charts, unchanged }) => charts.length + unchanged.length > 0);
  if (parts.length === 0 && database === undefined && problems.length === 0) return undefined;
  const body = html`${parts.map(sourcePart)}${database === undefined ? undefined : databasePart(database)}${sentences(problems)}`;
  return { id: "target", title: "The target during the run", body };
}

function sourcePart({ source, charts, unchanged }: TargetCharts): Html {
  const rest = unchanged.length === 0 ? undefined : html`<p>Without change: ${unchanged.join(", ")}.</p>`;
  return html`<h3>${SOURCES[source] ?? source}</h3>${charts.length === 0 ? undefined : figures(charts)}${rest}`;
}

function databasePart({ version, run, texts, settings }: DatabaseReport): Html {
  const rows = Object.entries(settings);
  const folded =
    rows.length === 0
      ? undefined
      : html`<details><summary>${rows.length} settings of PostgreSQL ${version}</summary>${facts(rows)}</details>`;
  return html`${run === undefined ? undefined : statementsTable(run, texts)}${folded}`;
}

function statementsTable(
  { statements, totalMs, calls }: NonNullable<DatabaseReport["run"]>,
  texts: DatabaseReport["texts"],
): Html {
  const columns = [
    { title: "Share of its time", ...FIGURE },
    { title: "Calls", ...FIGURE },
    { title: "Mean", ...FIGURE },
    { title: "Statement" },
  ];
  const rows = statements.map((statement): Row => {
    const share = totalMs === 0 ? 0 : statement.totalMs / totalMs;
    return [
      { shown: formatShare(share), sortBy: share },
      { shown: formatCount(statement.calls), sortBy: statement.calls },
      { shown: formatMs(statement.meanMs), sortBy: statement.meanMs },
      html`<code class="quote">${texts[statement.id] ?? "text not known"}</code>`,
    ];
  });
  const [first, rest] = [rows.slice(0, MOST_STATEMENTS), rows.slice(MOST_STATEMENTS)];
  const more =
    rest.length === 0
      ? undefined
      : html`<details><summary>${rest.length} more, with a smaller share of its time</summary>${table(columns, rest, { isStacked: true, search: "Other statements" })}</details>`;
  return html`<h3>Statements</h3>
<p>${formatCount(calls)} calls took ${formatMs(totalMs)} in all. Literal values are left out.</p>
${table(columns, first, { isStacked: true, search: "Statements" })}${more}`;
}
