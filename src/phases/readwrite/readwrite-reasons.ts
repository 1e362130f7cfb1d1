/** Why a readwrite run does not pass: k6's end, thresholds, the mix, what is left behind, the verification. Pure. */

import { plural } from "../../base/figures.ts";
import { type EngineEnd, endReasons } from "../../results/engine-end.ts";
import { causeReasons, type FailureCause } from "../../results/failure-digest.ts";
import { type Reason, reason } from "../../results/reason.ts";
import type { ThresholdRow } from "../../results/run-summary.ts";
import { thresholdReasons } from "../../results/threshold-reasons.ts";
import type { MixRow } from "../../workload/mix/achieved.ts";
import { mixReasons } from "../../workload/mix/mix-reasons.ts";
import { type UntidyVerification, untidyReasons } from "../../workload/untidy-reasons.ts";

export interface ReadwriteFacts {
  readonly end: EngineEnd;
  readonly thresholds: readonly ThresholdRow[];
  /** Why an open model did not reach its rate. */
  readonly rate: readonly Reason[];
  /** Why there were too few operations for a verdict. */
  readonly samples: readonly Reason[];
  /** Why there were too many repeats. */
  readonly repeats: readonly Reason[];
  readonly operations: number;
  readonly vus: number;
  readonly failures: number;
  /** Lost writes, overwritten items, answers with other content: no allowance covers them. */
  readonly wrong: readonly Reason[];
  readonly mix: readonly MixRow[];
  readonly causes: readonly FailureCause[];
  readonly verification: UntidyVerification | undefined;
  /** Items of the run that could not be deleted, one line each. */
  readonly left: readonly string[];
}

/** Most important first; empty for a run that passes. */
export function readwriteReasons(facts: ReadwriteFacts): Reason[] {
  const { operations, failures, verification } = facts;
  const broken = [
    ...endReasons(facts.end),
    ...(operations === 0 ? [reason("nothing-done", "nothing was done: no operation finished")] : []),
    ...facts.wrong,
    ...thresholdReasons(facts.thresholds),
    ...facts.rate,
    ...facts.repeats,
  ];
  const others = [...mixReasons(facts.mix, operations, facts.vus), ...untidyReasons(facts.left, verification)];
  if (broken.length > 0) return [...broken, ...causeReasons(facts.causes), ...others, ...facts.samples];
  if (failures === 0 || others.length === 0) return [...others, ...facts.samples];
  const failed = reason("failed-operations", `${plural(failures, "operation")} failed`, { failures });
  return [...others, failed, ...facts.samples];
}
