/** report.html: one page that needs nothing but itself. Pure. */

import { type Html, html, trusted } from "./html.ts";
import type { RunReport } from "./run-report.ts";
import { chartsOf, chartsSection } from "./sections/charts.ts";
import { figureTiles, head, verdictWord } from "./sections/head.ts";
import { generatorSection, manifestSection } from "./sections/run-facts.ts";
import type { Section } from "./sections/section.ts";
import {
  causesSection,
  completenessSection,
  mixSection,
  operationsSection,
  thresholdsSection,
} from "./sections/tables.ts";
import { jsonForHtml } from "./text.ts";

/** Built from src/report-page. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
  /** `sha256-...` of the script: the page lets no other one run. */
  readonly scriptHash: string;
}

export function reportPage(report: RunReport, assets: PageAssets): string {
  const { summary, series } = report;
  const charts = series === undefined ? undefined : chartsOf(series, summary.warmUpMs);
  const sections = [
    causesSection(summary),
    chartsSection(charts),
    completenessSection(summary),
    mixSection(summary),
    operationsSection(summary),
    thresholdsSection(summary),
    generatorSection(summary),
    manifestSection(report),
  ].filter((section) => section !== undefined);
  const policy = `default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src '${assets.scriptHash}'; base-uri 'none'; form-action 'none'`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${verdictWord(summary.verdict)}: ${summary.run}</title>
<link rel="icon" href="data:,">
<style>${trusted(assets.style)}</style>
</head>
<body>
<main>
${head(summary)}
${figureTiles(summary)}
${contents(sections)}
${sections.map(frame)}
</main>
<footer><p>Made from summary.json, manifest.json and the record of the run folder by <code>npm run report</code>. Charts: uPlot 1.6.32, copyright 2022 Leon Sorokin, MIT licence.</p></footer>
<script type="application/json" id="data">${trusted(jsonForHtml(charts ?? { charts: [], warmUp: 0 }))}</script>
<script>${trusted(assets.script)}</script>
</body>
</html>
`;
  return page.text;
}

function contents(sections: readonly Section[]): Html {
  const links = sections.map(({ id, title }) => html`<a href="#${id}">${title}</a> `);
  return html`<nav aria-label="Contents">${links}</nav>`;
}

function frame({ id, title, body }: Section): Html {
  return html`<section id="${id}"><h2>${title}</h2>${body}</section>\n`;
}
