/** The layers of a stacked chart, as uPlot draws them: from the top, so that the line of a thin one hides none below it. */

import type uPlot from "uplot";
import { type Chart, heightsOf } from "../results/report/sections/charts.ts";

/** The lines in the order in which they are drawn. */
export function drawnLines({ lines, isStacked = false }: Chart): Chart["lines"] {
  return isStacked ? [...lines].reverse() : lines;
}

/** @param isShown of a line, by its place in `drawnLines` */
export function dataOf(chart: Chart, isShown: (at: number) => boolean = () => true): uPlot.AlignedData {
  const last = chart.lines.length - 1;
  const heights = chart.isStacked === true ? heightsOf(chart, (at) => isShown(last - at)).reverse() : heightsOf(chart);
  return [[...chart.seconds], ...heights];
}

/** Each layer ends where the next one below it begins. @param isShown see `dataOf` */
export function layerBands(
  { lines, isStacked = false }: Chart,
  isShown: (at: number) => boolean = () => true,
): uPlot.Band[] {
  if (!isStacked) return [];
  const shown = [...lines.keys()].filter(isShown);
  return shown.slice(1).map((below, at) => ({ series: [(shown[at] as number) + 1, below + 1] }));
}

/** After a layer was hidden or shown, those above it stand on what is left. */
export function restack(plot: uPlot, chart: Chart): void {
  const isShown = (at: number): boolean => plot.series[at + 1]?.show === true;
  plot.delBand(null);
  for (const band of layerBands(chart, isShown)) plot.addBand(band);
  plot.setData(dataOf(chart, isShown), false);
}
