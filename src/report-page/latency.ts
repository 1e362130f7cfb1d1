/** Response times of the operation that is chosen: percentiles over time, distribution, heat map. */

import type { Html } from "../results/report/html.ts";
import { LATENCY_NAMES } from "../results/report/latency-lines.ts";
import type { Chart, ChartData } from "../results/report/sections/charts.ts";
import { histogramDrawing } from "../results/report/sections/histogram-drawing.ts";
import type { LatencyData } from "../results/report/sections/latency-data.ts";
import { loadDrawing } from "../results/report/sections/load-drawing.ts";
import type { Values } from "../results/report/series.ts";
import { LatencyHistogram } from "../results/stats/latency-histogram.ts";
import { type Charts, WIDTH_ON_PAPER } from "./charts.ts";
import { drawHeatMap } from "./heat-map.ts";

type Group = LatencyData["groups"][number];

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
    addChoice(data, suffix, (group) => {
      chosen = group;
      const columnSeconds = group.columnSeconds ?? data.columnSeconds;
      const ofGroup = (values: Values[]) => (chart: Chart) =>
        group === all ? chart : withValues(chart, values, columnSeconds);
      charts.show("latency", ofGroup(LATENCY_NAMES.map((name) => group.overTime[name])));
      charts.show("answers", ofGroup([group.rates.done, group.rates.failed]));
      showDistribution(group, suffix);
      const load = loadDrawing(group.op, group.requests ?? data.requests, group.overTime.p95);
      showDrawing(`latency-load${suffix}`, load, "<p>Too few responses for response time against throughput.</p>");
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

function addChoice({ groups, calls = 0 }: LatencyData, suffix: string, choose: (group: Group) => void): void {
  const label = document.createElement("label");
  const select = document.createElement("select");
  label.className = "choice";
  const single = document.createElement("optgroup");
  for (const { op, columnSeconds } of groups)
    (columnSeconds === undefined ? select : single).append(new Option(op === "" ? "all operations" : op));
  const shown = single.children.length;
  single.label = "on single resources: what failed, then the busiest";
  if (shown > 0) select.append(single);
  select.addEventListener("change", () => choose(groups[select.selectedIndex] as Group));
  label.append("Operation ", select);
  document.getElementById(`latency-choice${suffix}`)?.append(label, restNote(shown, calls));
}

/** Where what cannot be chosen is found. */
function restNote(shown: number, calls: number): HTMLElement | string {
  if (shown >= calls) return "";
  const note = document.createElement("p");
  note.className = "heat-note";
  note.textContent = `${shown} of ${calls} operations on single resources can be chosen; figures of all are under Resources and operations`;
  return note;
}

/** In the columns of the heat map. */
function withValues(chart: Chart, values: readonly Values[], columnSeconds: number): Chart {
  return {
    ...chart,
    seconds: (values[0] ?? []).map((_, at) => (at + 1) * columnSeconds),
    lines: chart.lines.map((line, at) => ({ ...line, values: values[at] ?? [] })),
  };
}

function showDistribution({ op, done, failed, percentiles, ranges }: Group, suffix: string): void {
  const drawing = histogramDrawing({ op, done: histogramIn(done), failed: histogramIn(failed), percentiles, ranges });
  showDrawing(`latency-histogram${suffix}`, drawing, "<p>No responses.</p>");
}

function showDrawing(id: string, drawing: Html | undefined, none: string): void {
  const place = document.getElementById(id);
  if (place !== null) place.innerHTML = drawing?.text ?? none;
}

function histogramIn(text: string): LatencyHistogram {
  const histogram = new LatencyHistogram();
  histogram.addText(text);
  return histogram;
}
