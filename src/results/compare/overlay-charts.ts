/** Runs overlaid second by second since their starts: rate, median and p95 of all requests. Pure. */

import { type Chart, type ChartData, thinnedOut } from "../report/sections/charts.ts";
import type { Values } from "../report/series.ts";
import { latencyIn } from "../stats/blocks.ts";
import type { RunData, Second } from "./run-data.ts";

/** Colours of the report's style sheet: blue for the base, others for what is compared with it. */
const COLOURS = ["c1", "bad", "c3", "c4", "c5", "c6", "c7", "c8"];

const ANSWERS = "Of all answers that did the work";

export function overlayCharts(runs: readonly RunData[]): ChartData {
  const end = Math.max(0, ...runs.map(({ total }) => (total.seconds.at(-1)?.at ?? -1) + 1));
  const seconds = Array.from({ length: end }, (_, index) => index + 1);
  const overlay = (id: string, title: string, unit: string, note: string, value: (second: Second) => number): Chart => {
    const lines = runs.map(({ name, total }, index) => ({
      label: index === 0 ? `base ${name}` : name,
      colour: COLOURS[index % COLOURS.length] as string,
      values: valuesOf(total.seconds, end, value),
    }));
    return thinnedOut({ id, title, unit, note, seconds, lines });
  };
  return {
    warmUp: Math.max(0, ...runs.map(({ summary }) => summary.warmUpMs)) / 1000,
    bands: [],
    charts: [
      overlay("rate", "Throughput", "/s", "HTTP requests per second", (second) => second.requests / second.seconds),
      overlay("p50", "Median", "ms", ANSWERS, (second) => latencyIn([second]).quantile(0.5)),
      overlay("p95", "95th percentile", "ms", ANSWERS, (second) => latencyIn([second]).quantile(0.95)),
    ],
  };
}

/** A period longer than a second has one value for all its seconds; null without requests, or without an answer. */
function valuesOf(list: readonly Second[], end: number, value: (second: Second) => number): Values {
  const values = new Array<number | null>(end).fill(null);
  for (const second of list) {
    const own = value(second);
    if (!Number.isNaN(own)) values.fill(own, second.at, second.at + second.seconds);
  }
  return values;
}
