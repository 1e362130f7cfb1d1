/** Response times: percentiles and a heat map over time, their distribution, and how they depend on the load. Pure. */

import { formatMs, formatNumber } from "../../../base/figures.ts";
import type { ResponseTimings } from "../../response-timings.ts";
import { type Html, html } from "../html.ts";
import type { LatenciesOverTime, LatencyGroup, RunSeries } from "../series.ts";
import { linearAxis, logAxis } from "./axis.ts";
import { type Chart, FEWEST_POINTS, figures } from "./charts.ts";
import { drawing } from "./drawing.ts";
import { histogramDrawing } from "./histogram-drawing.ts";
import { distributionOf } from "./latency-data.ts";
import type { Section } from "./section.ts";
import { statisticsTable } from "./statistics.ts";
import { timingsChart, timingsTable } from "./timings.ts";

/** Beside the percentiles: where response time goes. */
export function latencyCharts(series: RunSeries): Chart[] {
  const parts = timingsChart(series);
  return parts === undefined ? [] : [parts];
}

/**
 * @param chart percentiles over time of all operations; undefined where the run was too short for one
 * @param parts see `latencyCharts`
 */
export function latencySection(
  latencies: LatenciesOverTime,
  chart: Chart | undefined,
  timings?: ResponseTimings,
  parts: readonly Chart[] = [],
): Section | undefined {
  const [all] = latencies.groups;
  const histogram = all === undefined ? undefined : histogramDrawing(distributionOf(all));
  if (all === undefined || histogram === undefined) return undefined;
  const measured = all.columns.filter(({ count }) => count > 0).length;
  const isLong = measured >= FEWEST_POINTS;
  const body = html`<div id="latency-choice"></div>
<div class="charts">${isLong && chart !== undefined ? figures([chart]) : undefined}
<div id="latency-histogram">${histogram}</div>
${statisticsTable(latencies.groups.filter(({ columnSeconds }) => columnSeconds === undefined))}
${isLong ? heatFigure() : undefined}
${isLong ? loadDrawing(latencies, all) : undefined}</div>${parts.length === 0 ? undefined : figures(parts)}${timings === undefined ? undefined : timingsTable(timings)}`;
  return { id: "latencies", title: "Response times", body };
}

function heatFigure(): Html {
  return html`<figure><figcaption><b class="caption">Response times as a heat map, ms</b>
<span class="caption-note">The stronger the colour, the more answers; p95 as a line</span></figcaption>
<div class="heat" id="latency-heat"></div><p class="heat-note" id="latency-heat-note"></p></figure>`;
}

/** One point for each column: what more load does to the response time. */
function loadDrawing({ requests }: LatenciesOverTime, { columns }: LatencyGroup): Html | undefined {
  const points = columns.flatMap((column, at) => {
    const load = requests[at] ?? 0;
    return load > 0 && column.count > 0 ? [{ load, p95: column.quantile(0.95) }] : [];
  });
  if (points.length < FEWEST_POINTS) return undefined;
  const x = linearAxis(1.05 * Math.max(...points.map(({ load }) => load)));
  const y = logAxis(points.map(({ p95 }) => p95));
  const title = "Response time against throughput, p95 in ms";
  const note =
    "A point for each part of the run, over its requests per second: where it rises steeply, the target is near its limit";
  return drawing({ title, note, label: `${title}, ${points.length} points`, x, y }, ({ xAt, yAt }) =>
    points.map(({ load, p95 }) => {
      const text = `${formatNumber(load)}/s: ${formatMs(p95)}`;
      return html`<circle cx="${xAt(load)}" cy="${yAt(p95)}" r="3" class="point"><title>${text}</title></circle>`;
    }),
  );
}
