/**
 * Runs overlaid second by second since their starts: rate, median and p95 of all requests, and the operations that
 * regressed. Pure.
 */

import { plural } from "../../base/figures.ts";
import { SHORTEST_SECONDS } from "../report/latency-grid.ts";
import { type Chart, type ChartData, thinnedOut } from "../report/sections/charts.ts";
import type { Values } from "../report/series.ts";
import { latencyIn } from "../stats/blocks.ts";
import type { Measure } from "../stats/bootstrap.ts";
import type { OrderedChange } from "./order.ts";
import { operationName, type RunData, type Second } from "./run-data.ts";

/** Colours of the report's style sheet: blue for the base, others for what is compared with it. */
const COLOURS = ["c1", "bad", "c3", "c4", "c5", "c6", "c7", "c8"];

const ANSWERS = "Of all successful responses";

/** Charts of single operations at most: each a regression, the largest first. */
const MOST_OPERATIONS = 6;
/** Points of a chart of one operation: a percentile needs more answers than a second has. */
const OPERATION_POINTS = 120;
const FEWEST_POINTS = 6;
const ANSWERS_OF_POINT = 5;

const TITLES: Readonly<Record<Measure, string>> = {
  rate: "requests per second",
  p50: "median",
  p95: "95th percentile",
  p99: "99th percentile",
};
const QUANTILES = { p50: 0.5, p95: 0.95, p99: 0.99 } as const;

/** Of a run, by its place after the base. */
export function colourOf(index: number): string {
  return COLOURS[index % COLOURS.length] as string;
}

/**
 * @param runs the base first
 * @param changes the operations that get a chart of their own are those that regressed
 */
export function overlayCharts(runs: readonly RunData[], changes: readonly OrderedChange[]): ChartData {
  const end = Math.max(0, ...runs.map((run) => (whole(run).at(-1)?.at ?? -1) + 1));
  const overlay = (
    id: string,
    words: Pick<Chart, "title" | "unit" | "note">,
    window: number,
    secondsOf: (run: RunData) => readonly Second[],
    value: (seconds: readonly Second[]) => number,
  ): Chart => {
    const length = Math.ceil(end / window);
    const lines = runs.map((run, index) => ({
      label: index === 0 ? `base ${run.name}` : run.name,
      colour: colourOf(index),
      values: valuesOf(secondsOf(run), length, window, value),
    }));
    const seconds = Array.from({ length }, (_, index) => (index + 1) * window);
    return thinnedOut({ id, ...words, seconds, lines });
  };
  const percentile = (id: "p50" | "p95", title: string): Chart =>
    overlay(id, { title, unit: "ms", note: ANSWERS }, 1, whole, (seconds) =>
      latencyIn(seconds).quantile(QUANTILES[id]),
    );
  const regressed = regressedIn(changes).map(({ operation, row, change: { measure } }, index) => {
    const window = windowFor(end, Math.min(...row.requests));
    return overlay(
      `operation-${index + 1}`,
      {
        title: `${operation}: ${TITLES[measure]}`,
        unit: measure === "rate" ? "/s" : "ms",
        note: window === 1 ? "Regression" : `Regression; each point covers ${plural(window, "second")}`,
      },
      window,
      ({ operations }) => operations.find((own) => operationName(own) === operation)?.seconds ?? [],
      (seconds) => (measure === "rate" ? rateOf(seconds) : latencyIn(seconds).quantile(QUANTILES[measure])),
    );
  });
  return {
    warmUp: Math.max(0, ...runs.map(({ summary }) => summary.warmUpMs)) / 1000,
    bands: [],
    charts: [
      overlay("rate", { title: "Throughput", unit: "/s", note: "HTTP requests per second" }, 1, whole, rateOf),
      percentile("p50", "Median"),
      percentile("p95", "95th percentile"),
      ...regressed,
    ],
  };
}

/** Seconds of a point of one operation: few requests have few points, not lines with gaps. */
function windowFor(end: number, requests: number): number {
  const points = Math.max(FEWEST_POINTS, Math.min(OPERATION_POINTS, Math.floor(requests / ANSWERS_OF_POINT)));
  return Math.max(1, Math.ceil(end / points));
}

/** One change of each operation: the charts above have those of all requests. */
function regressedIn(changes: readonly OrderedChange[]): OrderedChange[] {
  const regressed = changes.filter(({ change, row }) => change.finding === "regression" && row.resource !== "all");
  const first = regressed.filter(
    ({ operation }, index) => regressed.findIndex((each) => each.operation === operation) === index,
  );
  return first.slice(0, MOST_OPERATIONS);
}

/** Without the fractions of a second at the end of a run. */
function whole({ total: { seconds } }: RunData): readonly Second[] {
  let { length } = seconds;
  while (length > 1 && (seconds[length - 1] as Second).seconds < SHORTEST_SECONDS) length--;
  return seconds.slice(0, length);
}

function rateOf(seconds: readonly Second[]): number {
  const sum = (of: (second: Second) => number): number => seconds.reduce((total, second) => total + of(second), 0);
  return sum(({ requests }) => requests) / sum((second) => second.seconds);
}

/** A period longer than a window has one value for all it covers; null without requests, or without an answer. */
function valuesOf(
  list: readonly Second[],
  length: number,
  window: number,
  value: (seconds: readonly Second[]) => number,
): Values {
  const values = new Array<number | null>(length).fill(null);
  const windows = new Map<number, Second[]>();
  for (const second of list) {
    const index = Math.floor(second.at / window);
    windows.set(index, [...(windows.get(index) ?? []), second]);
  }
  for (const own of windows.values()) {
    const [first] = own;
    const last = own.at(-1);
    const figure = value(own);
    if (first === undefined || last === undefined || Number.isNaN(figure)) continue;
    values.fill(figure, Math.floor(first.at / window), Math.ceil((last.at + last.seconds) / window));
  }
  return values;
}
