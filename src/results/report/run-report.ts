/** Everything that a report is made of, read from a run folder. Pure: the shape, and nothing else. */

import type { FigureSample } from "../figures/figure-values.ts";
import type { TargetReport } from "../figures/target-report.ts";
import type { RunSummary } from "../run-summary.ts";
import type { FirstError } from "./first-errors.ts";
import type { RunSeries } from "./series.ts";

export interface RunReport {
  readonly summary: RunSummary;
  /** Undefined when the run left no record. */
  readonly series: RunSeries | undefined;
  /** Figures of the target, in order of time. */
  readonly samples: readonly FigureSample[];
  /** Undefined when nothing was collected. */
  readonly target: TargetReport | undefined;
  /** Figures of k6 itself, in order of time. */
  readonly generator: readonly FigureSample[];
  /** Of each kind of failed answer. */
  readonly errors: readonly FirstError[];
  /** Dependency level of each resource of a load, from 1; empty where there is no plan. */
  readonly levels: Readonly<Record<string, number>>;
  /** manifest.json as it was read; empty when there is none. */
  readonly manifest: Readonly<Record<string, unknown>>;
}
