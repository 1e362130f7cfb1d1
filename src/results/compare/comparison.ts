/** The result of a comparison, as `--json` writes it. Pure: shapes only. */

import type { Difference } from "./comparability.ts";
import type { CapacityChange } from "./compare-capacity.ts";
import type { FailureChange } from "./compare-failures.ts";
import type { Change } from "./compare-operation.ts";
import type { Episode } from "./episodes.ts";
import type { Limits } from "./limits.ts";

export interface OperationComparison {
  readonly resource: string;
  readonly op: string;
  /** From the first to the last request, in base and run. */
  readonly seconds: readonly [base: number, run: number];
  readonly requests: readonly [base: number, run: number];
  /** Rate, p50, p95, p99, in this order. */
  readonly changes: readonly Change[];
}

export interface Comparison {
  /** Names of the run folders. */
  readonly base: string;
  readonly run: string;
  readonly isRegression: boolean;
  /** False: no operation had enough data in both runs, or no knees can be compared; then no regression means nothing. */
  readonly isConclusive: boolean;
  /** The regressions in plain words, the worst first. */
  readonly reasons: readonly string[];
  readonly differences: readonly Difference[];
  readonly doubts: readonly string[];
  /** Of two capacity runs: it alone decides, and their requests are not compared. */
  readonly capacity?: CapacityChange;
  /** Absent for capacity runs. */
  readonly limits?: Limits;
  /**
   * All requests together; absent for capacity runs. Only its rate has a limit: the percentiles of a mix do not describe
   * its parts.
   */
  readonly total?: OperationComparison;
  readonly operations: readonly OperationComparison[];
  readonly failures: readonly FailureChange[];
  readonly episodes: readonly Episode[];
  /** Operations of one run only. */
  readonly onlyInBase: readonly string[];
  readonly onlyInRun: readonly string[];
}
