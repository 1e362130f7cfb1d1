/** The response times of a run for the page's script, and the distribution of one operation. Pure. */

import { inBars } from "../latency-bars.ts";
import type { LatenciesOverTime, LatencyGroup, Values } from "../series.ts";
import { printable } from "../text.ts";
import { rounded } from "../thin-out.ts";
import type { Distribution } from "./histogram-drawing.ts";

const LONGEST_NAME = 80;
const MOST_GROUPS = 12;
const PERCENTILES = { p50: 0.5, p95: 0.95, p99: 0.99 } as const;

/** What the page's script draws for the operation that is chosen; histograms of bars, as text. */
export interface LatencyData {
  readonly columnSeconds: number;
  readonly groups: readonly {
    /** Empty: all. */
    readonly op: string;
    /** Of an operation on a single resource: its own. */
    readonly columnSeconds?: number | undefined;
    readonly done: string;
    readonly failed: string;
    readonly percentiles: Readonly<Record<string, number>>;
    /** By column. */
    readonly heat: readonly string[];
    readonly p50: Values;
    readonly p95: Values;
    readonly p99: Values;
  }[];
}

export function latencyData({ columnSeconds, groups }: LatenciesOverTime): LatencyData {
  const ofRun = groups.filter((group) => group.columnSeconds === undefined).slice(0, MOST_GROUPS);
  return {
    columnSeconds,
    groups: [...ofRun, ...groups.filter((group) => group.columnSeconds !== undefined)].map((group) => {
      const { op, done, failed, percentiles } = distributionOf(group);
      return {
        op: printable(op, LONGEST_NAME),
        columnSeconds: group.columnSeconds,
        done: done.toText(),
        failed: failed.toText(),
        percentiles,
        heat: group.columns.map((column) => inBars(column).toText()),
        p50: group.columns.map((column) => quantileIn(column, 0.5)),
        p95: group.columns.map((column) => quantileIn(column, 0.95)),
        p99: group.columns.map((column) => quantileIn(column, 0.99)),
      };
    }),
  };
}

function quantileIn(column: LatencyGroup["columns"][number], q: number): number | null {
  return column.count === 0 ? null : rounded(column.quantile(q));
}

/** Percentiles are of answers that did the work, as everywhere; of the others only where there is no such answer. */
export function distributionOf({ op, done, failed }: LatencyGroup): Distribution {
  const counted = done.count > 0 ? done : failed;
  const percentiles = Object.entries({ ...PERCENTILES, max: 1 }).map(([name, q]) => [
    name,
    Number(counted.quantile(q).toPrecision(4)),
  ]);
  return { op, done: inBars(done), failed: inBars(failed), percentiles: Object.fromEntries(percentiles) };
}
