/** Why a load does not pass: k6's end, what is missing, crossed thresholds, the verification. Pure. */

import { formatCount, plural } from "../../base/figures.ts";
import { type EngineEnd, endReasons } from "../../results/engine-end.ts";
import { causeReasons, type FailureCause } from "../../results/failure-digest.ts";
import { listed, type Reason, reason } from "../../results/reason.ts";
import type { ThresholdRow } from "../../results/run-summary.ts";
import { thresholdReasons } from "../../results/threshold-reasons.ts";

export interface LoadFacts {
  readonly end: EngineEnd;
  readonly thresholds: readonly ThresholdRow[];
  readonly planned: number;
  /** Created by this run, in all its parts. */
  readonly created: number;
  readonly present: number;
  /** Items whose last attempt failed. */
  readonly failed: number;
  /** Items that were not sent because something they refer to is missing. */
  readonly blocked: number;
  readonly causes: readonly FailureCause[];
  /** Why an open load did not reach its rate. */
  readonly rate: readonly Reason[];
  /** Undefined when the verification was left out. */
  readonly verification:
    | {
        readonly ok: boolean;
        readonly differences: readonly Pick<Reason, "code" | "text">[];
        readonly unread: readonly string[];
      }
    | undefined;
}

export function missingItems({
  planned,
  created,
  present,
}: Pick<LoadFacts, "planned" | "created" | "present">): number {
  return planned - created - present;
}

/** Most important first; empty for a load that passes. */
export function loadReasons(facts: LoadFacts): Reason[] {
  const reasons = [
    ...endReasons(facts.end),
    ...incompleteReasons(facts),
    ...causeReasons(facts.causes),
    ...thresholdReasons(facts.thresholds),
    ...facts.rate,
  ];
  const { verification } = facts;
  if (verification?.ok !== false) return reasons;
  const { differences, unread } = verification;
  const what = "the target does not contain what the load wrote; --resume sends the missing items again:";
  return [
    ...reasons,
    ...(differences.length === 0 ? [] : [reason("verification", what)]),
    ...differences.map(({ code, text }) => reason(code, text)),
    ...listed("not-verified", "not verified", unread),
  ];
}

/** Empty when nothing is missing. */
export function incompleteReasons(facts: LoadFacts): Reason[] {
  const { planned, failed, blocked } = facts;
  const missing = missingItems(facts);
  if (missing <= 0) return [];
  const untried = missing - failed - blocked;
  const parts = [
    failed > 0 ? `${formatCount(failed)} failed` : "",
    blocked > 0 ? `${formatCount(blocked)} were not sent because something they refer to is missing` : "",
    untried > 0 ? `${formatCount(untried)} were not reached` : "",
  ].filter((part) => part !== "");
  const share = `${formatCount(missing)} of ${plural(planned, "item")}`;
  const text = `incomplete: ${share} ${missing === 1 ? "is" : "are"} missing (${parts.join(", ")}); --resume continues`;
  return [reason("incomplete", text, { planned, missing, failed, blocked })];
}
