/** How the response times of an operation depend on the load of the whole run. Also drawn in the page. Pure. */

import { formatMs, formatNumber } from "../../../base/figures.ts";
import { type Html, html } from "../html.ts";
import type { Values } from "../series.ts";
import { linearAxis, logAxis } from "./axis.ts";
import { FEWEST_POINTS } from "./charts.ts";
import { drawing } from "./drawing.ts";

/** A point for each part of the run; undefined for too few. @param requests per second @param p95 milliseconds */
export function loadDrawing(op: string, requests: Values, p95: Values): Html | undefined {
  const points = p95.flatMap((ms, at) => {
    const load = requests[at] ?? 0;
    return load > 0 && ms !== null ? [{ load, ms }] : [];
  });
  if (points.length < FEWEST_POINTS) return undefined;
  const x = linearAxis(1.05 * Math.max(...points.map(({ load }) => load)));
  const y = logAxis(points.map(({ ms }) => ms));
  const title = "Response time against throughput, p95 in ms";
  const note =
    "One point per interval of the run, by requests per second of all operations: where they rise steeply, the target is near its limit";
  const across = "requests per second";
  const of = op === "" ? "all operations" : op;
  return drawing({ title, note, label: `${title}, ${of}: ${points.length} points`, x, y, across }, ({ xAt, yAt }) =>
    points.map(({ load, ms }) => {
      const text = `${formatNumber(load)}/s: ${formatMs(ms)}`;
      return html`<circle cx="${xAt(load)}" cy="${yAt(ms)}" r="3" class="point"><title>${text}</title></circle>`;
    }),
  );
}
