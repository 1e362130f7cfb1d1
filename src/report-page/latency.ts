/** Response times of the operation that is chosen: percentiles over time, distribution, heat map. */

import type { Chart, ChartData } from "../results/report/sections/charts.ts";
import { histogramDrawing } from "../results/report/sections/histogram-drawing.ts";
import type { LatencyData } from "../results/report/sections/latency-data.ts";
import { LatencyHistogram } from "../results/stats/latency-histogram.ts";
import { type Charts, WIDTH_ON_PAPER } from "./charts.ts";
import { drawHeatMap } from "./heat-map.ts";

type Group = LatencyData["groups"][number];

/** The chart of the page that shows percentiles. */
const CHART = "latency";

/** @returns draws the heat map again, after the colours, the medium or the width changed */
export function showLatencies(
  { latency: data, startMs, suffix = "" }: Partial<ChartData>,
  charts: Charts,
): (onPaper?: boolean) => void {
  const [all] = data?.groups ?? [];
  if (data === undefined || all === undefined) return () => undefined;
  let chosen: Group = all;
  const heat = document.getElementById(`latency-heat${suffix}`);
  const note = document.getElementById(`latency-heat-note${suffix}`);
  const redraw = (onPaper = false): void => {
    if (heat === null || note === null) return;
    const width = onPaper ? WIDTH_ON_PAPER : heat.clientWidth;
    if (width > 0)
      drawHeatMap(heat, note, chosen, { columnSeconds: chosen.columnSeconds ?? data.columnSeconds, startMs, width });
  };
  if (data.groups.length > 1)
    addChoice(data.groups, suffix, (group) => {
      chosen = group;
      const columnSeconds = group.columnSeconds ?? data.columnSeconds;
      charts.show(CHART, (chart) => (group === all ? chart : ofGroup(chart, group, columnSeconds)));
      showDistribution(group, suffix);
      redraw();
    });
  let width = 0;
  if (heat !== null)
    new ResizeObserver(() => {
      if (heat.clientWidth !== width) redraw();
      width = heat.clientWidth;
    }).observe(heat);
  return redraw;
}

function addChoice(groups: readonly Group[], suffix: string, choose: (group: Group) => void): void {
  const label = document.createElement("label");
  const select = document.createElement("select");
  label.className = "choice";
  const single = document.createElement("optgroup");
  single.label = "on single resources: what failed, then the busiest";
  for (const { op, columnSeconds } of groups)
    (columnSeconds === undefined ? select : single).append(new Option(op === "" ? "all operations" : op));
  if (single.children.length > 0) select.append(single);
  select.addEventListener("change", () => choose(groups[select.selectedIndex] as Group));
  label.append("Operation ", select);
  document.getElementById(`latency-choice${suffix}`)?.append(label);
}

/** The lines of the chart for one operation, in the columns of the heat map. */
function ofGroup(chart: Chart, { p50, p95, p99 }: Group, columnSeconds: number): Chart {
  const values = [p50, p95, p99];
  return {
    ...chart,
    seconds: p95.map((_, at) => (at + 1) * columnSeconds),
    lines: chart.lines.map((line, at) => ({ ...line, values: values[at] ?? [] })),
  };
}

function showDistribution({ op, done, failed, percentiles }: Group, suffix: string): void {
  const drawing = histogramDrawing({ op, done: histogramIn(done), failed: histogramIn(failed), percentiles });
  const place = document.getElementById(`latency-histogram${suffix}`);
  if (place !== null) place.innerHTML = drawing?.text ?? "<p>No answers.</p>";
}

function histogramIn(text: string): LatencyHistogram {
  const histogram = new LatencyHistogram();
  histogram.addText(text);
  return histogram;
}
