/** What a run measured: counts and histograms of one period (a second), or of the run so far. Pure: shapes only. */

import type { CallName } from "../../lib/contracts/metrics.ts";
import type { OutcomeCounts } from "../run-summary.ts";
import type { LatencyHistogram } from "../stats/latency-histogram.ts";
import type { TimingSum } from "./timings.ts";

export interface Answers {
  /** HTTP requests, repeats included. */
  readonly requests: number;
  /** Latencies of answers that did the work. */
  readonly done: LatencyHistogram;
  /** Of all other answers, those after which a request was repeated included: refused ones are often faster. */
  readonly failed: LatencyHistogram;
  /** Finished operations. Empty for what is no operation of the run: see `BESIDE`. */
  readonly outcomes: OutcomeCounts;
}

/** All resources together. */
export interface OperationFigures extends Answers {
  readonly op: string;
}

export interface CallFigures extends Answers, CallName {}

/** Operations that are counted apart: in no figure of a run, but in what the live view and charts show of all requests. */
export const BESIDE: readonly string[] = ["warm-up", "prepare", "readback"];

interface Common {
  /** Seconds from the start of the first k6 process to the end of the period. */
  readonly second: number;
  /** That it covers. */
  readonly seconds: number;
  /** Iterations that have ended; in a load, items. */
  readonly iterations: number;
  /** Iterations of an open model that should have started and did not. */
  readonly droppedIterations: number;
  /** Started after their time, because every VU was busy: the load phase's own pace, which drops nothing. */
  readonly lateItems: number;
  readonly vus: number;
  readonly vusMax: number;
  /** How late k6 ran its VUs: 99th percentile in milliseconds. Undefined where nothing measured it. */
  readonly schedulingDelayMs: number | undefined;
  /** Those of BESIDE included. */
  readonly operations: readonly OperationFigures[];
}

export interface Period extends Common {
  /** By resource and operation: each second at first, later of ten seconds together, else the record of hours would be large. */
  readonly resources?: {
    /** That they cover. */
    readonly seconds: number;
    readonly calls: readonly CallFigures[];
  };
  /** Where the time of answers went, of ten seconds together. */
  readonly timings?: PeriodTimings;
}

/** All operations together. */
export interface PeriodTimings extends Omit<TimingSum, "op"> {
  /** That they cover. */
  readonly seconds: number;
}

/** The run so far. */
export interface Totals extends Common {
  readonly calls: readonly CallFigures[];
}
