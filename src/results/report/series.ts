/** A run over time, as the report draws it. Pure: the shape, and nothing else. */

import type { TimingParts } from "../../lib/contracts/journal/timing-line.ts";
import type { LatencyHistogram } from "../stats/latency-histogram.ts";
import type { LatencyName } from "./latency-lines.ts";

/** One value per time; null where the run had none. */
export type Values = readonly (number | null)[];

export type LatenciesByTime = Readonly<Record<LatencyName, Values>>;

/** Response times in milliseconds, over the requests of the period. */
export interface RunSeries extends LatenciesByTime {
  /** When k6 had started its VUs, in milliseconds since 1970; undefined where no record says so. */
  readonly startMs: number | undefined;
  /** When k6 started again, in seconds since its first start: a run that was resumed, or one of several parts. */
  readonly restarts: readonly number[];
  /** Seconds since then, rising: the end of each period. */
  readonly seconds: readonly number[];
  /** HTTP requests per second, repeats included. */
  readonly requests: Values;
  /** Requests per second by operation, the busiest first. */
  readonly byOperation: Readonly<Record<string, Values>>;
  /** Responses per second with an unexpected status, repeats included. */
  readonly failedRequests: Values;
  /** Of all responses, in per cent. */
  readonly failedShare: Values;
  /** Items or calls per second that failed in the end. */
  readonly failedItems: Values;
  readonly vus: Values;
  /** Virtual users per second that started, those that ended not taken off. */
  readonly startedVus: Values;
  /** Operations per second that ended; in a load, items. */
  readonly endedOperations: Values;
  /** Operations per second of a rate that did not start in time. */
  readonly lateOperations: Values;
  /** How late k6 ran its VUs, in milliseconds. */
  readonly delayMs: Values;
  readonly latencies: LatenciesOverTime;
  /** Empty where nothing was timed. */
  readonly timings: readonly TimingsOfInterval[];
  /** In the order of their first requests. */
  readonly resources: readonly ResourceTime[];
}

/** All latencies of a run by operation, in columns of equal duration. */
export interface LatenciesOverTime {
  readonly columnSeconds: number;
  /** Requests per second; null where nothing was measured. */
  readonly requests: Values;
  /** All operations together come first, operations on single resources last. */
  readonly groups: readonly LatencyGroup[];
  /** How many operations on single resources there were, those without details included. */
  readonly calls?: number;
}

/** Null where nothing was measured. */
export interface AnswerRates {
  readonly done: Values;
  readonly failed: Values;
}

export interface LatencyGroup {
  /** Empty: all operations together. On a single resource: `students create`. */
  readonly op: string;
  /** Of an operation on a single resource, which has fewer and wider columns. */
  readonly columnSeconds?: number;
  /** Of the whole run: answers that did the work. */
  readonly done: LatencyHistogram;
  /** All other answers. */
  readonly failed: LatencyHistogram;
  /** Of all answers in each column. */
  readonly columns: readonly LatencyHistogram[];
  /** Answers per second in each column: those that did the work, and all others. */
  readonly rates: AnswerRates;
  /** Of an operation on a single resource: requests per second of the whole run, in its own columns. */
  readonly requests?: Values;
}

/** Where the time of answers went: all operations together, in intervals of equal duration. */
export interface TimingsOfInterval {
  /** The middle of the interval, since k6 started. */
  readonly second: number;
  /** Milliseconds; undefined where nothing was timed. */
  readonly means: TimingParts | undefined;
}

/** When an operation was done on a resource. */
export interface ResourceTime {
  readonly resource: string;
  readonly op: string;
  /** Seconds since the first start of k6. */
  readonly from: number;
  readonly to: number;
  readonly requests: number;
}
