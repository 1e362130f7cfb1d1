/**
 * Latencies over time in a bounded number of columns: when they are full, two become one. The memory for a run of hours
 * is that for one of minutes. Pure.
 */

import { BESIDE, type OperationFigures } from "../measurements/figures.ts";
import { LatencyHistogram, merged } from "../stats/latency-histogram.ts";
import type { AnswerRates, LatenciesOverTime, LatencyGroup } from "./series.ts";

/** About one for each four pixels of a chart. */
export const MOST_COLUMNS = 200;

/** The last period of a run is a fraction of a second: its few requests would look like a low or a high rate. */
export const SHORTEST_SECONDS = 0.5;

interface Column {
  /** That were measured in it. */
  seconds: number;
  requests: number;
  readonly byOperation: Map<string, LatencyHistogram>;
  /** Answers that did not do the work. */
  readonly failed: Map<string, number>;
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
      addTo(column.failed, op, failed.count);
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
        rates: ratesOf(columns, this.#columnSeconds, (column) => [
          column.byOperation.get(op)?.count ?? 0,
          column.failed.get(op) ?? 0,
        ]),
      }),
    );
    return {
      columnSeconds: this.#columnSeconds,
      requests: columns.map((column) => (isMeasured(column) ? column.requests / column.seconds : null)),
      groups:
        groups.length < 2
          ? groups.map((only) => ({ ...only, op: "" }))
          : [together(groups, columns, this.#columnSeconds), ...groups],
    };
  }

  #widen(): void {
    const wide = new Map<number, Column>();
    for (const [at, { seconds, requests, byOperation, failed }] of this.#columns) {
      const column = columnIn(wide, Math.floor(at / 2));
      column.seconds += seconds;
      column.requests += requests;
      for (const [op, histogram] of byOperation) histogramIn(column.byOperation, op).merge(histogram);
      for (const [op, count] of failed) addTo(column.failed, op, count);
    }
    this.#columnSeconds *= 2;
    this.#columns = wide;
  }
}

function columnIn(columns: Map<number, Column>, at: number): Column {
  const column = columns.get(at) ?? { seconds: 0, requests: 0, byOperation: new Map(), failed: new Map() };
  columns.set(at, column);
  return column;
}

function addTo(counts: Map<string, number>, op: string, count: number): void {
  counts.set(op, (counts.get(op) ?? 0) + count);
}

function histogramIn(histograms: Map<string, LatencyHistogram>, op: string): LatencyHistogram {
  const histogram = histograms.get(op) ?? new LatencyHistogram();
  histograms.set(op, histogram);
  return histogram;
}

/** The distribution is that of the run's figures, without what counts beside them; the columns hold all answers. */
function together(
  groups: readonly LatencyGroup[],
  columns: readonly (Column | undefined)[],
  columnSeconds: number,
): LatencyGroup {
  const counted = groups.filter(({ op }) => !BESIDE.includes(op));
  return {
    op: "",
    done: merged(counted.map(({ done }) => done)),
    failed: merged(counted.map(({ failed }) => failed)),
    columns: columns.map((_, at) => merged(groups.flatMap((group) => group.columns[at] ?? []))),
    rates: ratesOf(columns, columnSeconds, ({ byOperation, failed }) => [
      sum([...byOperation.values()].map(({ count }) => count)),
      sum([...failed.values()]),
    ]),
  };
}

function isMeasured(column: Column | undefined): column is Column {
  return column !== undefined && column.seconds >= SHORTEST_SECONDS;
}

/**
 * A column without a period of its own may be a part of a longer one, which is counted beside it.
 * @param countsIn all answers in a column, and those that did not do the work
 */
function ratesOf(
  columns: readonly (Column | undefined)[],
  columnSeconds: number,
  countsIn: (column: Column) => readonly [all: number, failed: number],
): AnswerRates {
  const rates = columns.map((own, at) => {
    const longer = [columns[at + 1], columns[at - 1]].find((beside) => (beside?.seconds ?? 0) > columnSeconds);
    const column = own ?? longer;
    if (!isMeasured(column)) return { done: null, failed: null };
    const [all, failed] = countsIn(column);
    return { done: (all - failed) / column.seconds, failed: failed / column.seconds };
  });
  return { done: rates.map(({ done }) => done), failed: rates.map(({ failed }) => failed) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function countOf({ done, failed }: Total): number {
  return done.count + failed.count;
}
