/** What the search for the bottleneck of a target starts from: the steps of a capacity run, and what was collected beside them. Pure. */

import type { Limits, StepFigures } from "../capacity/step.ts";
import type { FailureCause } from "../failure-digest.ts";
import type { DatabaseReport } from "../figures/database-report.ts";
import type { FigureSample } from "../figures/figure-values.ts";

export interface Evidence {
  /** In the order in which they were done. */
  readonly steps: readonly StepFigures[];
  readonly limits: Limits;
  /** In the order of time; a rate covers the time since the sample before. */
  readonly samples: readonly FigureSample[];
  readonly database: DatabaseReport | undefined;
  /** Failures of the whole run. */
  readonly causes: readonly FailureCause[];
}
