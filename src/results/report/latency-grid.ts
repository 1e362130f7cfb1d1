/**
 * Latencies over time in a bounded number of columns: when they are full, two become one. The memory for a run of hours
 * is that for one of minutes. Pure.
 */

import type { OperationFigures } from "../measurements/figures.ts";
import { LatencyHistogram, merged } from "../stats/latency-histogram.ts";
import type { LatenciesOverTime, LatencyGroup } from "./series.ts";

/** About one for each four pixels of a chart. */
export const MOST_COLUMNS = 200;

interface Column {
  /** That were measured in it. */
  seconds: number;
  requests: number;
  readonly byOperation: Map<string, LatencyHistogram>;
}

interface Total {
  readonly done: LatencyHistogram;
  readonly failed: LatencyHistogram;
}

export class LatencyGrid {
  readonly #mostColumns: number;
  #columnSeconds = 1;
  #columns = new Map<number, Column>();
  readonly #totals = new Map<string, Total>();

  constructor(mostColumns: number = MOST_COLUMNS) {
    this.#mostColumns = mostColumns;
  }

  /** @param from start of the period, in seconds since the start of the run */
  add(from: number, seconds: number, operations: readonly OperationFigures[]): void {
    const middle = Math.max(0, from + seconds / 2);
    while (middle / this.#columnSeconds >= this.#mostColumns) this.#widen();
    const column = columnIn(this.#columns, Math.floor(middle / this.#columnSeconds));
    column.seconds += seconds;
    for (const { op, done, failed, requests } of operations) {
      column.requests += requests;
      const total = this.#totals.get(op) ?? { done: new LatencyHistogram(), failed: new LatencyHistogram() };
      this.#totals.set(op, total);
      const own = histogramIn(column.byOperation, op);
      for (const [histogram, all] of [
        [done, total.done],
        [failed, total.failed],
      ] as const) {
        own.merge(histogram);
        all.merge(histogram);
      }
    }
  }

  result(): LatenciesOverTime {
    const withAnswers = [...this.#columns].filter(([, { requests }]) => requests > 0);
    const length = Math.max(-1, ...withAnswers.map(([at]) => at)) + 1;
    const columns = Array.from({ length }, (_, at) => this.#columns.get(at));
    const ops = [...this.#totals].sort(([, a], [, b]) => countOf(b) - countOf(a));
    const groups = ops.map(
      ([op, total]): LatencyGroup => ({
        op,
        ...total,
        columns: columns.map((column) => column?.byOperation.get(op) ?? new LatencyHistogram()),
      }),
    );
    return {
      columnSeconds: this.#columnSeconds,
      requests: columns.map((column) => (column === undefined ? null : column.requests / column.seconds)),
      groups: groups.length < 2 ? groups.map((only) => ({ ...only, op: "" })) : [together(groups, length), ...groups],
    };
  }

  #widen(): void {
    const wide = new Map<number, Column>();
    for (const [at, { seconds, requests, byOperation }] of this.#columns) {
      const column = columnIn(wide, Math.floor(at / 2));
      column.seconds += seconds;
      column.requests += requests;
      for (const [op, histogram] of byOperation) histogramIn(column.byOperation, op).merge(histogram);
    }
    this.#columnSeconds *= 2;
    this.#columns = wide;
  }
}

function columnIn(columns: Map<number, Column>, at: number): Column {
  const column = columns.get(at) ?? { seconds: 0, requests: 0, byOperation: new Map<string, LatencyHistogram>() };
  columns.set(at, column);
  return column;
}

function histogramIn(histograms: Map<string, LatencyHistogram>, op: string): LatencyHistogram {
  const histogram = histograms.get(op) ?? new LatencyHistogram();
  histograms.set(op, histogram);
  return histogram;
}

function together(groups: readonly LatencyGroup[], length: number): LatencyGroup {
  return {
    op: "",
    done: merged(groups.map(({ done }) => done)),
    failed: merged(groups.map(({ failed }) => failed)),
    columns: Array.from({ length }, (_, at) => merged(groups.flatMap(({ columns }) => columns[at] ?? []))),
  };
}

function countOf({ done, failed }: Total): number {
  return done.count + failed.count;
}
