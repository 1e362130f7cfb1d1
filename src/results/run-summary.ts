/**
 * `summary.json` of a run folder: the whole truth of a run in one document, whatever its phase. Report, comparison, JUnit and
 * notices read only this and the record. Pure: the shape, and nothing else; docs/summary.schema.json is made from it.
 */

import type { Outcome } from "../lib/http/outcome.ts";
import type { FailureCause } from "./failure-digest.ts";
import type { CoreBound } from "./health/generator-cores.ts";
import type { Reason, Verdict } from "./reason.ts";

/** Name of a phase: `smoke`, `load`, `readwrite` and whatever else there is. */
export type Phase = string;
export type { Verdict };

/** Milliseconds. Percentiles are k6's own, over all requests of the row, never averages of percentiles. */
export interface Latency {
  readonly min: number;
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export type OutcomeCounts = Readonly<Partial<Record<Outcome, number>>>;

/** One resource and operation. */
export interface OperationRow {
  readonly resource: string;
  readonly op: string;
  /** HTTP requests, repeats included. */
  readonly requests: number;
  readonly perSecond: number;
  readonly latencyMs: Latency;
  /** Items or calls by what became of them in the end: repeats are not counted apart. */
  readonly outcomes: OutcomeCounts;
  /** Of these, not as wanted. */
  readonly failures: number;
}

export interface ThresholdRow {
  readonly metric: string;
  readonly rule: string;
  readonly ok: boolean;
}

export interface GeneratorHealth {
  /** 1 is all the CPU the generator may use. */
  readonly cpuShareMean: number;
  readonly cpuSharePeak: number;
  readonly memoryPeakBytes: number;
  /** Cores that the generator may use. */
  readonly cores: number;
  /** What sets that number. */
  readonly coresFrom?: CoreBound;
  readonly vusMax: number;
  readonly droppedIterations: number;
  /** CPU seconds of k6, and of the runner beside it. */
  readonly engineCpuSeconds: number;
  readonly runnerCpuSeconds: number;
  /** In plain words, once each, with the second of the run: `0:42 CPU above 80 % for 10 s`. */
  readonly warnings: readonly string[];
}

export interface RunSummary {
  readonly schema: 1;
  /** Name of the run folder. */
  readonly run: string;
  readonly phase: Phase;
  readonly profile: string;
  readonly verdict: Verdict;
  /** In plain words, the most important first; empty for a pass. */
  readonly reasons: readonly string[];
  /** The same reasons for programs. Absent in summaries of older versions. */
  readonly findings?: readonly Reason[];
  readonly startedAt: string;
  readonly durationMs: number;
  /** Left out of every figure. */
  readonly warmUpMs: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly target: { readonly kind: "sandbox" | "target"; readonly baseUrl: string; readonly version: string };
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly latencyMs: Latency;
  readonly outcomes: OutcomeCounts;
  readonly failures: number;
  readonly operations: readonly OperationRow[];
  readonly thresholds: readonly ThresholdRow[];
  readonly causes: readonly FailureCause[];
  readonly tokens: { readonly issued: number; readonly refused: number; readonly held: number };
  /** Worth knowing beside the figures, but no fault; in plain words. */
  readonly notes?: readonly string[];
  /** Absent where it could not be measured. */
  readonly generator?: GeneratorHealth;
  /** Named checks of the smoke phase. */
  readonly checks?: { readonly passed: number; readonly failed: number };
  /** Completeness of the load phase. */
  readonly load?: {
    readonly fingerprint: string;
    readonly planned: number;
    readonly created: number;
    readonly present: number;
    readonly missing: number;
    readonly repeats: number;
    readonly resources: Readonly<
      Record<
        string,
        { readonly planned: number; readonly created: number; readonly present: number; readonly missing: number }
      >
    >;
    /** Absent when it was left out. */
    readonly verified?: boolean;
  };
  /** Shares of operations of the readwrite phase, 0 to 1. */
  readonly mix?: {
    readonly name: string;
    readonly rows: readonly { readonly op: string; readonly wanted: number; readonly achieved: number }[];
  };
}
