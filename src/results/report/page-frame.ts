/** One HTML page that needs nothing but itself: what report and comparison have in common. Pure. */

import { type Html, html, trusted } from "./html.ts";
import type { ChartData } from "./sections/charts.ts";
import type { Section } from "./sections/section.ts";
import { jsonForHtml } from "./text.ts";

/** Built from src/report-page. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
  /** `sha256-...` of the script: the page lets no other one run. */
  readonly scriptHash: string;
}

/** @typeParam Charts those of one run, or of several, each with its own time axis */
export interface PageContent<Charts extends ChartData | readonly ChartData[] = ChartData | readonly ChartData[]> {
  readonly title: string;
  /** Above the sections. */
  readonly top: Html;
  readonly sections: readonly Section[];
  readonly charts: Charts;
  /** What the page was made from, and by which command. */
  readonly origin: Html;
}

export function pageFrame({ title, top, sections, charts, origin }: PageContent, assets: PageAssets): string {
  const policy = [
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'",
    `script-src '${assets.scriptHash}'; base-uri 'none'; form-action 'none'`,
  ].join("; ");
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${trusted(assets.style)}</style>
</head>
<body>
<main>
${top}
${contents(sections)}
${sections.map(({ id, title, body }) => html`<section id="${id}"><h2>${title}</h2>${body}</section>\n`)}
</main>
<footer><p>${origin} Charts: uPlot 1.6.32, copyright 2022 Leon Sorokin, MIT licence.</p></footer>
<script type="application/json" id="data">${trusted(jsonForHtml(charts))}</script>
<script>${trusted(assets.script)}</script>
</body>
</html>
`.text;
}

function contents(sections: readonly Section[]): Html | undefined {
  if (sections.length === 0) return undefined;
  return html`<nav aria-label="Contents">${sections.map(({ id, title }) => html`<a href="#${id}">${title}</a> `)}</nav>`;
}
