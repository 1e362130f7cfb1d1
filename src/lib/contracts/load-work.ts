/** `work.json` in a run folder: what k6 has to do of a load. In a direct `k6 run`, `setup()` makes the same. */

import type { Dataset } from "../data/dataset.ts";
import type { PlanSegment } from "../plan/load-plan.ts";
import type { Range } from "../plan/ranges.ts";

/** By endpoint of the plan: what `Dataset.needs` says. */
export type PlannedNeeds = Readonly<Record<string, ReturnType<Dataset["needs"]>>>;

export interface Work {
  readonly segments: readonly PlanSegment[];
  /** Endpoints that bodies may refer to. */
  readonly usable: readonly string[];
  /** Items that are left to do. */
  readonly ranges: readonly Range[];
  /**
   * Of those, items that need not be sent: they were at the target before. In a direct run they keep their places, so that
   * several k6 processes with execution segments number the items alike whenever each of them looked.
   */
  readonly present?: readonly Range[];
  /** From the runner: finding it out takes code that k6 is spared. A direct run finds it out itself. */
  readonly needs?: PlannedNeeds;
}

export function writeWork({ segments, usable, ranges, present, needs }: Work): string {
  return JSON.stringify({ segments, usable, ranges, present, needs });
}

export function readWork(text: string): Work {
  return JSON.parse(text) as Work;
}
