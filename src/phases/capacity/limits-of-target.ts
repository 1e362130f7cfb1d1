/** What limits the target of a capacity run, according to its steps and the figures of the target. */

import type { CapacityControl } from "../../results/capacity/capacity-control.ts";
import type { FailureCause } from "../../results/failure-digest.ts";
import { findingsOf } from "../../results/findings/findings.ts";
import type { Finding } from "../../results/findings/rule.ts";
import { readFigures, readTargetReport } from "../../store/target-figures.ts";

/** @param path of the run folder @param causes failures of the run */
export function limitsOfTarget(
  path: string,
  { steps, limits }: CapacityControl,
  causes: readonly FailureCause[],
): Finding[] {
  return findingsOf({ steps, limits, causes, samples: readFigures(path), database: readTargetReport(path)?.database });
}
