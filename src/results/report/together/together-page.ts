/** Page and junit.xml of several runs that took place at once: a row for each, with a link to its report. Pure. */

import { formatCount, formatMs, formatNumber, plural, utc } from "../../../base/figures.ts";
import { firstReasons } from "../../reason.ts";
import type { PartFigures, PartRow, Together } from "../../together.ts";
import { type Html, html } from "../html.ts";
import { suitesXml, type TestCase } from "../junit.ts";
import { type PageAssets, pageFrame } from "../page-frame.ts";
import { verdictMeaning, verdictWord } from "../sections/head.ts";
import { type Row, sentences, table } from "../sections/section.ts";

export interface TogetherReport {
  readonly together: Together;
  /** What the parts are, in the singular: `tenant`. */
  readonly kind: string;
  readonly profile: string;
  /** Address of a part's report, relative to the page. */
  readonly reportOf: (results: string) => string;
}

const MOST_REASONS = 20;
const FIGURES = ["Requests", "Per second", "p50", "p95", "p99", "Failed"];

export function togetherHtml(report: TogetherReport, assets: PageAssets): string {
  const { together, kind, profile } = report;
  const { verdict, startedAt, rows } = together;
  const title = `Every ${kind} at once`;
  const parts = new Set(rows.map(({ part }) => part)).size;
  return pageFrame(
    {
      title: `${verdictWord(verdict)}: ${title}`,
      top: html`<header class="verdict ${verdict}">
<p class="kicker">Ed-Fi load test, ${plural(parts, kind)} at once, profile ${profile}</p>
<h1><span class="word">${verdictWord(verdict)}</span></h1>
<p class="meaning">${verdictMeaning(verdict)}</p>
${sentences(firstReasons(rows.flatMap(reasonsOf), MOST_REASONS))}
<p class="origin">${utc(startedAt)}</p>
</header>
<div class="phases">${rowsTable(report)}</div>`,
      sections: [],
      charts: { charts: [], warmUp: 0, bands: [] },
      origin: html`The rates of all are over the time of the longest.`,
    },
    assets,
  );
}

function rowsTable({ together: { rows, whole }, kind, reportOf }: TogetherReport): Html {
  const columns = [
    { title: kind },
    { title: "Phase" },
    { title: "Verdict" },
    ...FIGURES.map((title) => ({ title, isFigure: true })),
    { title: "Report" },
  ];
  const own = rows.map(({ part, phase, verdict, figures, results }): Row => {
    const word = verdict === "pass" ? verdict : html`<b class="bad">${verdict}</b>`;
    const link = results === "" ? undefined : html`<a href="${reportOf(results)}">report.html</a>`;
    return [part, phase, word, ...cellsOf(figures), link];
  });
  const all = Object.entries(whole).map(([phase, figures]): Row => ["all", phase, "", ...cellsOf(figures), ""]);
  return table(columns, [...own, ...all]);
}

function cellsOf(figures: PartFigures | undefined): string[] {
  if (figures === undefined) return FIGURES.map(() => "");
  const { requests, requestsPerSecond, latencyMs, failures } = figures;
  const times = [latencyMs.p50, latencyMs.p95, latencyMs.p99].map((ms) => formatMs(ms));
  return [formatCount(requests), formatNumber(requestsPerSecond), ...times, formatCount(failures)];
}

function nameOf({ part, phase }: PartRow): string {
  return phase === "" ? part : `${part}, ${phase}`;
}

function reasonsOf(row: PartRow): string[] {
  return row.reasons.map((reason) => `${nameOf(row)}: ${reason}`);
}

/** A case for each row, and one for all of them: red exactly when not every part passed. */
export function togetherJunit({ together, kind, profile }: TogetherReport): string {
  const { verdict, rows, startedAt } = together;
  const whole: TestCase = {
    name: `every ${kind} at once`,
    ...(verdict === "pass" ? {} : { failure: verdictWord(verdict), details: rows.flatMap(reasonsOf) }),
  };
  const cases = rows.map((row): TestCase => {
    const { reasons, verdict: own } = row;
    const name = `verdict of ${nameOf(row)}`;
    return row.figures === undefined && reasons.length === 0 && own !== "pass"
      ? { name, skipped: own }
      : {
          name,
          ...(own === "pass" ? {} : { failure: `${own}: ${reasons[0] ?? "no reason was given"}`, details: reasons }),
        };
  });
  const suites = [
    { name: `${kind}s: verdict`, cases: [whole] },
    { name: `${kind}s: each`, cases },
  ];
  return suitesXml(`${kind}s ${profile}`, [{ durationMs: 0, startedAt, suites }]);
}
