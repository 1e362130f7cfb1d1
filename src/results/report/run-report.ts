/** Everything that a report is made of, read from a run folder. Pure: the shape, and nothing else. */

import type { FigureSample } from "../figures/figure-values.ts";
import type { TargetReport } from "../figures/target-report.ts";
import type { RunSummary } from "../run-summary.ts";
import type { RunSeries } from "./series.ts";

export interface RunReport {
  readonly summary: RunSummary;
  /** Undefined when the run left no record. */
  readonly series: RunSeries | undefined;
  /** Figures of the target, in order of time. */
  readonly samples: readonly FigureSample[];
  /** Undefined when nothing was collected. */
  readonly target: TargetReport | undefined;
  /** manifest.json as it was read; empty when there is none. */
  readonly manifest: Readonly<Record<string, unknown>>;
}
