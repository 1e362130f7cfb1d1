/** The charts of the page: what each shows, with its down-sampled data. The page's script draws them. Pure. */

import { formatNumber, plural } from "../../../base/figures.ts";
import { BESIDE } from "../../measurements/figures.ts";
import type { Band } from "../band.ts";
import { type Html, html } from "../html.ts";
import { LATENCY_LINES, LATENCY_NAMES } from "../latency-lines.ts";
import type { RunReport } from "../run-report.ts";
import type { RunSeries, Values } from "../series.ts";
import { printable } from "../text.ts";
import { pointsToKeep, rounded } from "../thin-out.ts";
import { askedOverTime } from "./asked-rate.ts";
import type { LatencyData } from "./latency-data.ts";
import type { Section } from "./section.ts";

const LONGEST_LABEL = 40;
/** A line through fewer points says nothing. */
export const FEWEST_POINTS = 3;

/** Colours by role, so that a style sheet decides on them: `c1` to `c8`, `bad`. */
export interface ChartLine {
  readonly label: string;
  readonly colour: string;
  readonly values: Values;
  /** Only drawn when it is chosen in the legend: its scale is another one. */
  readonly isHidden?: boolean;
  /** Where it is not that of the chart: lines of one unit are drawn at a time, and the page's script lets it be chosen. */
  readonly unit?: string;
}

export interface Chart {
  readonly id: string;
  readonly title: string;
  /** Beside each value. */
  readonly unit: string;
  readonly note: string;
  /** What a reader can do with it; not on paper. */
  readonly hint?: string;
  /** Drawn as a dashed line. */
  readonly limit?: { readonly value: number; readonly label: string };
  /** Each line is a layer above the one before it. */
  readonly isStacked?: boolean;
  readonly seconds: readonly number[];
  readonly lines: readonly ChartLine[];
}

/** What the page's script reads. */
export interface ChartData {
  readonly charts: readonly Chart[];
  /** Start of the time axis, in milliseconds since 1970; absent where it is not known. */
  readonly startMs?: number | undefined;
  /** Absent without a record. */
  readonly latency?: LatencyData | undefined;
  /** Seconds at the start that are excluded from every figure. */
  readonly warmUp: number;
  readonly bands: readonly Band[];
  /** What the names of its places in the page end with, where the page has several runs. */
  readonly suffix?: string;
}

/** Of the requests of a run. */
export function chartsOf(series: RunSeries, run: Pick<RunReport, "summary" | "manifest">): Chart[] {
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
  const { seconds } = series;
  const asked = askedOverTime(series, run);
  const charts: readonly Chart[] = [
    ...(asked === undefined ? [] : [rateChart(series, asked)]),
    {
      id: "throughput",
      title: "Throughput",
      unit: "/s",
      note: `HTTP requests per second, repeats included${besideText(Object.keys(series.byOperation))}`,
      seconds,
      lines: throughput,
    },
    {
      id: "latency",
      title: "Percentiles over time",
      unit: "ms",
      note: "Time to the last byte of the response",
      hint: "click max, min, p25, p75 or mean below to see it, too",
      seconds,
      lines: LATENCY_NAMES.map((name) => {
        const { of: _, ...look } = LATENCY_LINES[name];
        return { label: name, ...look, values: series[name] };
      }),
    },
    {
      id: "failures",
      title: "Failures",
      unit: "/s",
      note: "Responses with an unexpected status, repeats included; items that failed in the end",
      seconds,
      lines: [
        { label: "responses", colour: "c3", values: series.failedRequests },
        { label: "items", colour: "bad", values: series.failedItems },
        { label: "share of responses", colour: "c3", values: series.failedShare, unit: "%" },
      ],
    },
    {
      id: "users",
      title: "Virtual users",
      unit: "users",
      note: "Active virtual users",
      hint: "choose a unit to see users started, or operations (iterations of k6) that ended and, of a rate, did not start in time",
      seconds,
      lines: [
        { label: "users", colour: "c1", values: series.vus },
        { label: "users started", colour: "c2", values: series.startedVus, unit: "users/s" },
        { label: "operations ended", colour: "c3", values: series.endedOperations, unit: "operations/s" },
        { label: "not started in time", colour: "bad", values: series.lateOperations, unit: "operations/s" },
      ].filter(({ label, values }) => label !== "not started in time" || values.some((rate) => (rate ?? 0) > 0)),
    },
  ];
  return charts.map((chart) => thinnedOut(chart));
}

/** The rate asked for beside the one achieved. */
function rateChart(series: RunSeries, asked: Values): Chart {
  const { seconds, endedOperations, lateOperations } = series;
  const isLate = lateOperations.some((rate) => (rate ?? 0) > 0);
  return {
    id: "rate",
    title: "Rate of operations",
    unit: "/s",
    note: "Achieved: operations that ended, successful or not",
    seconds,
    lines: [
      { label: "achieved", colour: "c1", values: endedOperations },
      { label: "requested", colour: "c3", values: asked },
      ...(isLate ? [{ label: "not started in time", colour: "bad", values: lateOperations }] : []),
    ],
  };
}

const BESIDE_TEXTS: Readonly<Record<string, string>> = {
  prepare: "prepare (reads before updates)",
  readback: "readback (writes read again)",
};

/** Some operations are drawn but not counted: why a chart is above the throughput of the run. @param ops of the run */
export function besideText(ops: readonly string[]): string {
  const beside = BESIDE.filter((op) => ops.includes(op)).map((op) => BESIDE_TEXTS[op] ?? op);
  const names = [beside.slice(0, -1).join(", "), ...beside.slice(-1)].filter((name) => name !== "").join(" and ");
  return beside.length === 0 ? "" : `; ${names} are not in the key figures`;
}

/** With the points that a chart can show. */
export function thinnedOut(chart: Chart, most?: number): Chart {
  const { seconds, lines } = chart;
  const kept = pointsToKeep(
    seconds.length,
    lines.map(({ values }) => values),
    most,
  );
  return {
    ...chart,
    seconds: kept.map((index) => seconds[index] as number),
    lines: lines.map((line) => ({ ...line, values: kept.map((index) => rounded(line.values[index])) })),
  };
}

/** @param bands are explained where there are some */
export function chartsSection({ charts, bands }: Pick<ChartData, "charts" | "bands">): Section {
  const title = "Over time";
  const known = charts.reduce((most, { seconds }) => Math.max(most, seconds.length), 0);
  if (known < FEWEST_POINTS) {
    const body =
      known === 0
        ? html`<p>The run has no record over time.</p>`
        : html`<p>The run was measured for ${plural(known, "second")}: too short for charts over time. Its figures are in the tables.</p>`;
    return { id: "time", title, body };
  }
  return {
    id: "time",
    title,
    body: html`${bandsNote(bands)}${figures(charts)}<noscript><p>The charts need JavaScript.</p></noscript>`,
  };
}

function bandsNote(bands: readonly Band[]): Html | undefined {
  const looks = new Map<string, Set<string>>();
  for (const { from, to, isBad, label, meaning = label } of bands) {
    const look = isBad ? "red" : from === to ? "blue line" : "grey";
    looks.set(look, (looks.get(look) ?? new Set()).add(meaning));
  }
  const parts = [...looks].map(([look, meanings]) => `${look}: ${[...meanings].join(", ")}`);
  return bands.length === 0 ? undefined : html`<p>Marked in all charts, ${parts.join("; ")}.</p>`;
}

/** With the lines of one unit. @param unit its own where none is named */
export function inUnit(chart: Chart, unit: string = chart.unit): Chart {
  return { ...chart, unit, lines: chart.lines.filter((line) => (line.unit ?? chart.unit) === unit) };
}

/** Where each line is drawn: with `isStacked`, on top of those before it that are shown. */
export function heightsOf(
  { lines, isStacked = false }: Chart,
  isShown: (line: number) => boolean = () => true,
): (number | null)[][] {
  let below: Values = [];
  return lines.map(({ values }, line) => {
    const heights = values.map((value, at) => (value === null ? null : value + (below[at] ?? 0)));
    if (isStacked && isShown(line)) below = heights;
    return heights;
  });
}

/** Charts one below the other. */
export function figures(charts: readonly Chart[]): Html {
  return html`<div class="charts">${charts.map(figure)}</div>`;
}

function figure(chart: Chart): Html {
  const { id, title, unit, note, hint, seconds, lines } = inUnit(chart);
  const peak = Math.max(0, ...heightsOf(inUnit(chart)).flatMap((heights) => heights.map((value) => value ?? 0)));
  const caption = unit === "" || lines.length < chart.lines.length ? title : `${title}, ${unit}`;
  const heading = html`<figcaption><b class="caption">${caption}</b>
<span class="caption-note">${note}${hint === undefined ? undefined : html`<span class="hint">; ${hint}</span>`}</span></figcaption>`;
  if (id === "failures" && peak === 0) return html`<figure>${heading}<p class="none">No failures.</p></figure>\n`;
  if (seconds.length < FEWEST_POINTS) {
    const last = lines.map(({ label, values }) => `${label} ${formatNumber(values.at(-1) ?? Number.NaN)} ${unit}`);
    const words = `${plural(seconds.length, "sample")}, too few for a chart. The last: ${last.join(", ")}.`;
    return html`<figure>${heading}<p class="none">${words}</p></figure>\n`;
  }
  const label = `${title.replace(/ over time$/, "")} over time, at most ${formatNumber(peak)} ${unit}`;
  const place = html`<div class="chart" id="chart-${id}" role="img" aria-label="${label}"></div>`;
  return html`<figure>${heading}${place}</figure>\n`;
}
