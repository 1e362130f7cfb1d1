/** The script inside report.html. Runs in a browser, reads the page it stands in and nothing else. */

import { drawCharts } from "./charts.ts";
import { printWell } from "./print.ts";
import { improveTables } from "./tables.ts";
import { addThemeSwitch } from "./theme.ts";

const charts = drawCharts();
improveTables();
addThemeSwitch(charts.redraw);
printWell(charts.redraw);
