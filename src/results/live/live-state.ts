/**
 * Everything the live view shows, as plain values; frame.ts and plain lines are made from it alone. Pure: shapes only.
 */

import type { CallFigures, OperationFigures } from "../measurements/figures.ts";
import type { RecentOperation } from "../measurements/recent.ts";
import type { Latency, OutcomeCounts } from "../run-summary.ts";

export interface ResourceProgress {
  readonly resource: string;
  readonly done: number;
  /** Undefined where the phase has no plan. */
  readonly planned: number | undefined;
}

/** The phase's own progress. */
export interface Progress {
  readonly done: number;
  /** Items, or milliseconds for phases that run for a time. Undefined: not known. */
  readonly total: number | undefined;
  readonly unit: "items" | "ms";
  readonly level?: { readonly now: number | undefined; readonly of: number };
  /** Being worked on now. */
  readonly resource?: string;
  readonly resources?: readonly ResourceProgress[];
  /** The phase may be over before. */
  readonly endsEarly?: boolean;
  readonly pace?: Pace;
}

/** Of a phase that sets the rate itself. */
export interface Pace {
  /** Operations per second that are asked for now; undefined: none at this moment. */
  readonly perSecond: number | undefined;
  /** What the rate belongs to: `step 3`, `spike`. Absent: the run has one rate. */
  readonly part?: string;
  /** What is known until now, one line. */
  readonly soFar?: string;
}

export type Percentiles = Readonly<Record<"p50" | "p95" | "p99", number | undefined>>;

export interface LiveState {
  readonly phase: string;
  readonly profile: string;
  /** Address, product and version, one line. */
  readonly target: string;
  readonly second: number;
  readonly progress: Progress;
  readonly perSecond: number;
  readonly secondsLeft: number | undefined;
  readonly requests: { readonly perSecond: number; readonly all: number };
  readonly latency: { readonly now: Percentiles; readonly all: Latency | undefined };
  readonly outcomes: {
    readonly now: { readonly items: number; readonly failed: number };
    readonly all: OutcomeCounts;
  };
  /** Of the run so far. */
  readonly operations: readonly OperationFigures[];
  /** Of the last seconds. */
  readonly recent: readonly RecentOperation[];
  /** Requests that were sent again, by kind of operation. */
  readonly repeats: Readonly<Record<string, number>>;
  readonly calls: readonly CallFigures[];
  readonly vus: number;
  readonly tokens: { readonly issued: number; readonly refused: number; readonly held: number };
  readonly health: string;
  readonly generator:
    | {
        readonly cpuShare: number;
        readonly cores: number;
        readonly memoryBytes: number;
        readonly memoryLimitBytes: number;
        /** Share of one core. */
        readonly runnerCpuShare: number;
      }
    | undefined;
  /** Newest last. */
  readonly warnings: readonly string[];
  readonly dashboard: string | undefined;
}
