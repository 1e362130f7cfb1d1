/** The work of one load run. */

import type { Range } from "../../lib/plan/ranges.ts";
import type { RunPlan } from "../../store/load-data/run-plan.ts";
import type { RunFolder } from "../../store/run-folder.ts";

/** What is to be done in this run, and what was done before it. */
export interface LoadWork {
  readonly folder: RunFolder;
  readonly plan: RunPlan;
  readonly ranges: readonly Range[];
}
