/** Response times: percentiles and a heat map over time, their distribution, and how they depend on the load. Pure. */

import type { RunSummary } from "../../run-summary.ts";
import { type Html, html } from "../html.ts";
import type { LatenciesOverTime, RunSeries } from "../series.ts";
import { type Chart, FEWEST_POINTS, figures } from "./charts.ts";
import { histogramDrawing } from "./histogram-drawing.ts";
import { distributionOf, roundedRates } from "./latency-data.ts";
import { loadDrawing } from "./load-drawing.ts";
import { rangesTable } from "./ranges.ts";
import type { Section } from "./section.ts";
import { statisticsTable } from "./statistics.ts";
import { percentilesTable, timingsChart, timingsTable } from "./timings.ts";

/** Beside the percentiles: answers over time, and where response time goes. */
export function latencyCharts({ latencies, ...series }: RunSeries): { answers?: Chart; parts?: Chart } {
  const answers = answersChart(latencies);
  const parts = timingsChart(series);
  return { ...(answers === undefined ? {} : { answers }), ...(parts === undefined ? {} : { parts }) };
}

/** Drawn for the operation that is chosen. */
function answersChart({ columnSeconds, groups: [all] }: LatenciesOverTime): Chart | undefined {
  if (all === undefined) return undefined;
  const { done, failed } = roundedRates(all.rates);
  return {
    id: "answers",
    title: "Responses over time",
    unit: "/s",
    note: "Responses per second of the chosen operation; failed: repeated ones included",
    seconds: done.map((_, at) => (at + 1) * columnSeconds),
    lines: [
      { label: "successful", colour: "c1", values: done },
      { label: "failed", colour: "bad", values: failed },
    ],
  };
}

interface Beside {
  /** Percentiles over time of all operations; undefined where the run was too short for one. */
  readonly percentiles: Chart | undefined;
  readonly charts: ReturnType<typeof latencyCharts>;
}

/** @param seconds that were measured; undefined where the series has more than the summary */
export function latencySection(
  { requests, groups }: LatenciesOverTime,
  { percentiles, charts: { answers, parts } }: Beside,
  { timings, thresholds }: Pick<RunSummary, "timings" | "thresholds">,
  seconds: number | undefined,
): Section | undefined {
  const [all] = groups;
  const histogram = all === undefined ? undefined : histogramDrawing(distributionOf(all));
  if (all === undefined || histogram === undefined) return undefined;
  const measured = all.columns.filter(({ count }) => count > 0).length;
  const isLong = measured >= FEWEST_POINTS;
  const overTime = [percentiles, answers].filter((chart) => chart !== undefined);
  const ofRun = groups.filter(({ columnSeconds }) => columnSeconds === undefined);
  const p95 = all.columns.map((column) => (column.count === 0 ? null : column.quantile(0.95)));
  const body = html`<div id="latency-choice"></div>
<div class="charts">${isLong ? figures(overTime) : undefined}
<div id="latency-histogram">${histogram}</div>
${isLong ? heatFigure() : undefined}
${isLong ? html`<div id="latency-load">${loadDrawing("", requests, p95)}</div>` : undefined}
${rangesTable(ofRun, thresholds)}
${statisticsTable(ofRun, seconds)}</div>${parts === undefined ? undefined : figures([parts])}${timings === undefined ? undefined : html`<div class="charts">${timingsTable(timings)}${percentilesTable(timings)}</div>`}`;
  return { id: "latencies", title: "Response times", body };
}

function heatFigure(): Html {
  return html`<figure><figcaption><b class="caption">Response times as a heat map, ms</b>
<span class="caption-note">The stronger the colour, the more responses; p95 as a line</span></figcaption>
<div class="heat" id="latency-heat"></div><p class="heat-note" id="latency-heat-note"></p></figure>`;
}
