/** Whether figures drifted while a rate was held. Pure. */

import { formatNumber } from "../../../base/figures.ts";
import { driftText } from "../../drift/drift-lines.ts";
import { DOUBTS } from "../../knee.ts";
import type { RunSummary } from "../../run-summary.ts";
import { html } from "../html.ts";
import { type Chart, figures, thinnedOut } from "./charts.ts";
import { type Row, type Section, table } from "./section.ts";

const MOST_LINES = 8;
const UNITS = {
  ms: { title: "Latencies that rose", unit: "ms", factor: 1 },
  share: { title: "Shares that rose", unit: "%", factor: 100 },
  bytes: { title: "Sizes that rose", unit: "MB", factor: 1e-6 },
} as const;

/** What rose, one chart for each unit. */
export function driftCharts({ soak }: RunSummary): Chart[] {
  if (soak === undefined) return [];
  const { series, stepSeconds } = soak.drift;
  return (["ms", "share", "bytes"] as const).flatMap((unit) => {
    const rising = series.filter((own) => own.unit === unit && own.values !== undefined).slice(0, MOST_LINES);
    if (rising.length === 0) return [];
    const steps = Math.max(...rising.map(({ values = [] }) => values.length));
    const { title, unit: shown, factor } = UNITS[unit];
    const chart = {
      id: `drift-${unit}`,
      title,
      unit: shown,
      note: `By steps of ${formatNumber(stepSeconds)} s`,
      seconds: Array.from({ length: steps }, (_, step) => (step + 1) * stepSeconds),
      lines: rising.map(({ name, values = [] }, index) => ({
        label: name,
        colour: `c${index + 1}`,
        values: values.map((value) => (value === null ? null : value * factor)),
      })),
    };
    return [thinnedOut(chart)];
  });
}

/** What rose comes first. */
const ORDER = ["drifts", "with-rows", "steady", "unclear", "too-short"] as const;

/** @param charts of what rose */
export function soakSection({ soak }: RunSummary, charts: readonly Chart[]): Section | undefined {
  if (soak === undefined) return undefined;
  const columns = [{ title: "Figure" }, { title: "Test" }];
  const series = ORDER.flatMap((state) => soak.drift.series.filter((own) => own.state === state));
  const rows = series.map((own): Row => {
    const text = driftText(own);
    return [own.name, own.state === "drifts" ? html`<b class="bad">${text}</b>` : text];
  });
  const { knee } = soak;
  const doubt = knee?.doubt === undefined ? "" : ` It is ${DOUBTS[knee.doubt]}.`;
  const rate =
    knee === undefined
      ? ""
      : html`<p>${formatNumber(knee.perSecond)}/s held in the capacity run ${knee.run}.${doubt}</p>`;
  const body = html`<p>Whether figures rose at a constant rate. Means are of the response times of an operation.</p>${rate}${charts.length === 0 ? undefined : figures(charts)}${table(columns, rows, { search: "Figures" })}`;
  return { id: "soak", title: "Drift", body };
}
