/** The charts of the page: what each shows, with its down-sampled data. The page's script draws them. Pure. */

import { formatNumber } from "../../../base/figures.ts";
import { html } from "../html.ts";
import type { RunSeries, Values } from "../series.ts";
import { printable } from "../text.ts";
import { pointsToKeep } from "../thin-out.ts";
import type { Section } from "./section.ts";

const LONGEST_LABEL = 40;

/** Colours by role, so that a style sheet decides on them: `c1` to `c8`, `bad`. */
export interface ChartLine {
  readonly label: string;
  readonly colour: string;
  readonly values: Values;
}

export interface Chart {
  readonly id: string;
  readonly title: string;
  /** Beside each value. */
  readonly unit: string;
  readonly note: string;
  readonly seconds: readonly number[];
  readonly lines: readonly ChartLine[];
}

/** What the page's script reads. */
export interface ChartData {
  readonly charts: readonly Chart[];
  /** Seconds at the start that are excluded from every figure. */
  readonly warmUp: number;
}

export function chartsOf(series: RunSeries, warmUpMs: number): ChartData {
  const operations = Object.entries(series.byOperation);
  const single = operations.length < 2;
  const throughput = [
    { label: "all", colour: "c1", values: series.requests },
    ...(single
      ? []
      : operations.map(([name, values], index) => {
          return { label: printable(name, LONGEST_LABEL), colour: `c${index + 2}`, values };
        })),
  ];
  const charts = [
    chart(series, "throughput", "Throughput", "/s", "HTTP requests per second, repeats included", throughput),
    chart(series, "latency", "Latency", "ms", "Time to the last byte of the response", [
      { label: "p50", colour: "c1", values: series.p50 },
      { label: "p95", colour: "c3", values: series.p95 },
      { label: "p99", colour: "c4", values: series.p99 },
    ]),
    chart(
      series,
      "failures",
      "Failures",
      "/s",
      "Responses with an unexpected status, repeats included; items that failed in the end",
      [
        { label: "responses", colour: "c3", values: series.failedRequests },
        { label: "items", colour: "bad", values: series.failedItems },
      ],
    ),
    chart(series, "users", "Virtual users", "", "Active virtual users", [
      { label: "users", colour: "c1", values: series.vus },
    ]),
  ];
  return { charts, warmUp: warmUpMs / 1000 };
}

/** The points that a chart can show. */
export function chart(
  { seconds }: Pick<RunSeries, "seconds">,
  id: string,
  title: string,
  unit: string,
  note: string,
  lines: readonly ChartLine[],
): Chart {
  const kept = pointsToKeep(
    seconds.length,
    lines.map(({ values }) => values),
  );
  return {
    id,
    title,
    unit,
    note,
    seconds: kept.map((index) => seconds[index] as number),
    lines: lines.map((line) => ({ ...line, values: kept.map((index) => rounded(line.values[index])) })),
  };
}

/** Four digits are more than a chart can show. */
function rounded(value: number | null | undefined): number | null {
  return value === null || value === undefined ? null : Number(value.toPrecision(4));
}

export function chartsSection(data: ChartData | undefined): Section {
  const title = "Over time";
  if (data === undefined || data.charts.every(({ seconds }) => seconds.length < 2)) {
    const body = html`<p>The run has no record over time, or was too short for one.</p>`;
    return { id: "time", title, body };
  }
  const figures = data.charts.map(({ id, title, unit, note, lines }) => {
    const peak = Math.max(0, ...lines.flatMap(({ values }) => values.map((value) => value ?? 0)));
    const caption = unit === "" ? title : `${title}, ${unit}`;
    const heading = html`<figcaption><b class="caption">${caption}</b>
<span class="caption-note">${note}</span></figcaption>`;
    if (id === "failures" && peak === 0) return html`<figure>${heading}<p class="none">No failures.</p></figure>\n`;
    const label = `${title} over time, at most ${formatNumber(peak)} ${unit}`;
    const place = html`<div class="chart" id="chart-${id}" role="img" aria-label="${label}"></div>`;
    return html`<figure>${heading}${place}</figure>\n`;
  });
  return {
    id: "time",
    title,
    body: html`<div class="charts">${figures}</div><noscript><p>The charts need JavaScript.</p></noscript>`,
  };
}
