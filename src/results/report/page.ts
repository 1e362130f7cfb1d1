/** report.html. Pure. */

import { html } from "./html.ts";
import { type PageAssets, pageFrame } from "./page-frame.ts";
import type { RunReport } from "./run-report.ts";
import { chartsOf, chartsSection } from "./sections/charts.ts";
import { figureTiles, head, verdictWord } from "./sections/head.ts";
import { generatorSection, manifestSection } from "./sections/run-facts.ts";
import {
  causesSection,
  completenessSection,
  mixSection,
  operationsSection,
  thresholdsSection,
} from "./sections/tables.ts";

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
  ];
  return pageFrame(
    {
      title: `${verdictWord(summary.verdict)}: ${summary.run}`,
      top: html`${head(summary)}\n${figureTiles(summary)}`,
      sections: sections.filter((section) => section !== undefined),
      charts: charts ?? { charts: [], warmUp: 0 },
      origin: html`Made by <code>npm run report</code> from summary.json, manifest.json and the record of the run.`,
    },
    assets,
  );
}
