/** The response times of a run for the page's script, and the distribution of one operation. Pure. */

import { type ResponseTimeRanges, rangesOf } from "../../stats/response-time-ranges.ts";
import { inBars } from "../latency-bars.ts";
import { byLatencyName, LATENCY_LINES } from "../latency-lines.ts";
import type { AnswerRates, LatenciesByTime, LatenciesOverTime, LatencyGroup, Values } from "../series.ts";
import { printable } from "../text.ts";
import { rounded } from "../thin-out.ts";
import type { Distribution } from "./histogram-drawing.ts";

const LONGEST_NAME = 80;
const MOST_GROUPS = 12;
const PERCENTILES = { p50: 0.5, p95: 0.95, p99: 0.99 } as const;

/** What the page's script draws for the operation that is chosen; histograms of bars, as text. */
export interface LatencyData {
  readonly columnSeconds: number;
  /** Per second, by column. */
  readonly requests: Values;
  /** How many operations on single resources there were, those that are no group included. */
  readonly calls?: number | undefined;
  readonly groups: readonly {
    /** Empty: all. */
    readonly op: string;
    /** Of an operation on a single resource: its own. */
    readonly columnSeconds?: number | undefined;
    readonly requests?: Values | undefined;
    readonly ranges: ResponseTimeRanges;
    readonly done: string;
    readonly failed: string;
    readonly percentiles: Readonly<Record<string, number>>;
    /** By column. */
    readonly heat: readonly string[];
    readonly rates: AnswerRates;
    readonly overTime: LatenciesByTime;
  }[];
}

export function latencyData({ columnSeconds, requests, groups, calls }: LatenciesOverTime): LatencyData {
  const ofRun = groups.filter((group) => group.columnSeconds === undefined).slice(0, MOST_GROUPS);
  return {
    columnSeconds,
    requests: requests.map((rate) => rounded(rate)),
    calls,
    groups: [...ofRun, ...groups.filter((group) => group.columnSeconds !== undefined)].map((group) => {
      const { op, done, failed, percentiles, ranges } = distributionOf(group);
      return {
        op: printable(op, LONGEST_NAME),
        columnSeconds: group.columnSeconds,
        requests: group.requests?.map((rate) => rounded(rate)),
        ranges,
        done: done.toText(),
        failed: failed.toText(),
        percentiles,
        heat: group.columns.map((column) => inBars(column).toText()),
        rates: roundedRates(group.rates),
        overTime: overTimeOf(group),
      };
    }),
  };
}

/** Also of the chart as it is in the page. */
export function roundedRates({ done, failed }: AnswerRates): AnswerRates {
  return { done: done.map((rate) => rounded(rate)), failed: failed.map((rate) => rounded(rate)) };
}

function overTimeOf({ columns }: LatencyGroup): LatenciesByTime {
  return byLatencyName((name) =>
    columns.map((column) => (column.count === 0 ? null : rounded(LATENCY_LINES[name].of(column)))),
  );
}

/** Percentiles are of answers that did the work, as everywhere; of the others only where there is no such answer. */
export function distributionOf({ op, done, failed }: LatencyGroup): Distribution {
  const counted = done.count > 0 ? done : failed;
  const percentiles = Object.entries({ ...PERCENTILES, max: 1 }).map(([name, q]) => [
    name,
    Number(counted.quantile(q).toPrecision(4)),
  ]);
  return {
    op,
    done: inBars(done),
    failed: inBars(failed),
    percentiles: Object.fromEntries(percentiles),
    ranges: rangesOf(done, failed),
  };
}
