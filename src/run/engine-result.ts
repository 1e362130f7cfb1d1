/** The combined result of all starts of k6 in a run. */

import type { EngineEnd } from "../results/engine-end.ts";
import type { RunFigures } from "../results/measurements/run-figures.ts";
import type { SlowOperation } from "../results/measurements/slowest.ts";
import type { TimingHistograms, TimingSum } from "../results/measurements/timings.ts";
import type { MeasuredWindow } from "../results/measurements/window.ts";
import type { Repeats } from "../results/repeats.ts";
import type { ThresholdRow } from "../results/run-summary.ts";
import type { ScriptException } from "../results/script-exceptions.ts";

/** Of all starts of k6 in a run together. */
export interface EngineResult extends EngineEnd {
  readonly thresholds: readonly ThresholdRow[];
  /** Of a smoke run. */
  readonly checks: { readonly passed: number; readonly failed: number; readonly rounds: number };
  /** Iterations of an open model that were to start, and those that did. */
  readonly iterations: { readonly asked: number; readonly done: number };
  /** Mean duration of an iteration of an open model in milliseconds. */
  readonly iterationMs: number;
  /** Undefined where the script does not say when it began. */
  readonly window: MeasuredWindow | undefined;
  /** Starts of k6. */
  readonly starts: number;
  /** Of k6, its start and its end included. */
  readonly durationMs: number;
  readonly figures: RunFigures;
  /** VUs at most, without the one that measures k6 itself. */
  readonly vusMax: number;
  /** Lowest mean latency of a second in milliseconds: near that of the unloaded target. Undefined without requests. */
  readonly fastestMs: number | undefined;
  /** Requests that were sent again. @param requests of the measured part, repeats included */
  readonly repeatsOf: (requests: number) => Repeats;
  /** The slowest operations of a mix, the slowest first. */
  readonly slowest: readonly SlowOperation[];
  /** Where the time of answers went, by operation. */
  readonly timings: readonly TimingSum[];
  /** The distribution of its parts. */
  readonly partHistograms: TimingHistograms;
  /** Exceptions in the script. */
  readonly exceptions: ReadonlyMap<ScriptException, number>;
  /** Items of an open load that started late, because every VU was busy. */
  readonly lateItems: number;
}
