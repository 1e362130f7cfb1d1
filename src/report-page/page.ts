/** The script inside report.html. Runs in a browser, reads the page it stands in and nothing else. */

import type { ChartData } from "../results/report/sections/charts.ts";
import { drawCharts } from "./charts.ts";
import { showLatencies } from "./latency.ts";
import { printWell } from "./print.ts";
import { improveTables } from "./tables.ts";
import { addThemeSwitch } from "./theme.ts";

/** Of one run, or of several on one page. */
type Data = Partial<ChartData> | readonly Partial<ChartData>[];

const runs = [JSON.parse(document.getElementById("data")?.textContent ?? "[]") as Data].flat();
const drawn = runs.map((run) => {
  const charts = drawCharts(run);
  return [charts.redraw, showLatencies(run, charts)];
});
const redraw = (onPaper?: boolean): void => {
  for (const draw of drawn.flat()) draw(onPaper);
};
improveTables();
addThemeSwitch(redraw);
printWell(redraw);
