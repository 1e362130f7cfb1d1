/** Where the figures of a run come from. Live view, stop rules, verdict and reports read them from here alone. */

import type { Totals } from "../../results/measurements/figures.ts";
import type { SlowOperation } from "../../results/measurements/slowest.ts";
import type { TimingHistograms, TimingSum } from "../../results/measurements/timings.ts";
import type { EngineTask } from "../phase.ts";
import type { RunListener } from "../run.ts";

/** Passes one period (a second, as a rule) after the other to `Run.measured`. */
export interface MeasurementSource extends RunListener {
  /** Of all starts of k6 so far; undefined before the end of the first period. */
  readonly totals: Totals | undefined;
  /** Lowest mean latency of a period in milliseconds; undefined before there was one. */
  readonly fastestMs: number | undefined;
  /** Checks of a smoke run, and VUs that did their round. */
  readonly checks: { readonly passed: number; readonly failed: number; readonly rounds: number };
  /** Mean duration of an iteration in milliseconds, where iterations are timed; NaN without one. */
  readonly iterationMs: number;
  /** Iterations of an open model that were to start in the time that was measured, and those that did. */
  readonly iterations: { readonly asked: number; readonly done: number };
  /** The slowest operations of a mix so far, the slowest first. */
  readonly slowest: readonly SlowOperation[];
  /** Where the time of answers went so far, by operation. */
  readonly timings: readonly TimingSum[];
  /** The distribution of its parts. */
  readonly partHistograms: TimingHistograms;
  /** What the next start of k6 does. */
  begin(task: EngineTask): void;
  /** One line of the journal, as k6 writes it. */
  take(line: string): void;
  /**
   * One start of k6 is over. Times are epoch milliseconds.
   * @param lastMs when its last line was written
   * @returns when its measured scenario began; undefined where its script does not say
   */
  partEnded(lastMs: number, ranToEnd: boolean): number | undefined;
  /** Packs what was kept on disk. */
  close(): Promise<void>;
}
