/** The verdict on a load, from k6's exit, the journal and verification. Pure. */

import { endedWithCode } from "../../results/engine-exit.ts";
import { describeCause, type FailureCause } from "../../results/failure-digest.ts";

interface Verification {
  readonly ok: boolean;
  readonly differences: readonly string[];
}

export interface LoadFacts {
  readonly engineExit: number;
  /** Why k6 ended before its time, where that is known. */
  readonly why?: string;
  readonly planned: number;
  /** Created by this run, in all its parts. */
  readonly created: number;
  readonly present: number;
  /** Items whose last result was a failure. */
  readonly failed: number;
  /** Items that were not sent because something they refer to is missing. */
  readonly blocked: number;
  readonly causes: readonly FailureCause[];
  readonly brokenThresholds: readonly string[];
  /** Undefined when verification was left out. */
  readonly verification: Verification | undefined;
}

export interface LoadVerdict {
  readonly verdict: "pass" | "fail" | "aborted";
  /** In plain words, the first cause first; empty for a pass. */
  readonly reasons: readonly string[];
  readonly complete: boolean;
}

const MOST_CAUSES = 5;

export function loadVerdict(facts: LoadFacts): LoadVerdict {
  const missing = facts.planned - facts.created - facts.present;
  const reasons: string[] = [];
  const aborted = facts.engineExit === 108 || facts.engineExit === 103;
  if (facts.engineExit !== 0 && facts.engineExit !== 99) {
    reasons.push(endedWithCode(facts.engineExit, facts.why));
  }
  if (missing > 0) reasons.push(missingReason(facts, missing));
  for (const cause of facts.causes.slice(0, MOST_CAUSES)) reasons.push(`cause: ${describeCause(cause)}`);
  if (facts.causes.length > MOST_CAUSES)
    reasons.push(`and ${facts.causes.length - MOST_CAUSES} further causes, in errors.ndjson`);
  reasons.push(...facts.brokenThresholds);
  if (facts.verification?.ok === false) {
    reasons.push("the target does not hold what the load says it wrote:", ...facts.verification.differences);
  }
  const passed = facts.engineExit === 0 && missing === 0 && reasons.length === 0;
  return { verdict: passed ? "pass" : aborted ? "aborted" : "fail", reasons, complete: missing === 0 };
}

function missingReason({ planned, failed, blocked }: LoadFacts, missing: number): string {
  const untried = missing - failed - blocked;
  const parts = [
    failed > 0 ? `${failed} failed` : "",
    blocked > 0 ? `${blocked} were not sent because something they need is missing` : "",
    untried > 0 ? `${untried} were not reached` : "",
  ].filter((part) => part !== "");
  return `incomplete: ${missing} of ${planned} items are missing (${parts.join(", ")}); --resume continues`;
}
