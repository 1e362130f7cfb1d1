/** The target refuses work, by its rate limiter or a circuit breaker, or fails at it. Pure. */

import type { Outcome } from "../../../lib/http/outcome.ts";
import type { FailureCause } from "../../failure-digest.ts";
import { beyond, type Reading, type Rule, reading } from "../rule.ts";
import type { Place, Situation } from "../situation.ts";
import { THRESHOLDS } from "../thresholds.ts";

export const RATE_LIMITER: Rule = {
  code: "rate-limiter",
  needs: "operations answered with 429",
  means: "A configured limit is reached. It says nothing about what the target could do without it.",
  advice: "Raise the rate limit of the API, or of the proxy in front of it, and run again.",
  find: (situation) =>
    beyond(
      refusedAs(situation, "throttled"),
      THRESHOLDS.refused,
      (share) => `the target's rate limiter answered 429 to ${share} of the operations`,
    ),
};

export const CIRCUIT_BREAKER: Rule = {
  code: "circuit-breaker",
  needs: "operations answered with 503",
  means: "The service refuses work at once: a circuit breaker is open after failures, or a queue is full.",
  advice: "Check the log of the service for what failed before the first 503.",
  find: (situation) => {
    if (shareOf503(situation.causes) < 0.5) return undefined;
    return beyond(
      refusedAs(situation, "unavailable"),
      THRESHOLDS.refused,
      (share) => `the service refused ${share} of the operations with 503: a circuit breaker, or a full queue`,
    );
  },
};

export const SERVER_ERRORS: Rule = {
  code: "server-errors",
  needs: "operations answered with 500 or another server error, but for 503 and 504",
  means: "The service, or the proxy in front of it, fails under the load instead of becoming slower.",
  advice: "Check the log of the service for the failures, by the correlation IDs in errors.ndjson or by their time.",
  find: (situation) => {
    const { causes } = situation;
    const failures = ofServer(causes).filter(({ status }) => status !== 503);
    const [commonest] = failures.sort((a, b) => b.recorded - a.recorded);
    if (commonest === undefined || shareOf503(causes) >= 0.5) return undefined;
    return beyond(
      refusedAs(situation, "unavailable"),
      THRESHOLDS.refused,
      (share) => `the target failed with ${commonest.status} at ${share} of the operations`,
    );
  },
};

function refusedAs(situation: Situation, outcome: Outcome): Reading | undefined {
  return reading(situation, `step.share:${outcome}`, ({ figures }) => shareOf(figures, outcome));
}

function shareOf({ answersByOp, failedByOp, failedByOutcome }: Place["figures"], outcome: Outcome): number {
  const answers = Object.values(answersByOp).reduce((sum, { count }) => sum + count, 0);
  const failed = Object.values(failedByOp).reduce((sum, count) => sum + count, 0);
  return (failedByOutcome[outcome] ?? 0) / (answers + failed);
}

/** Failures of the run that count as unavailable. */
function ofServer(causes: readonly FailureCause[]): FailureCause[] {
  return causes.filter(({ status }) => status >= 500 && status !== 504);
}

/** Of these; 0 without any. */
function shareOf503(causes: readonly FailureCause[]): number {
  const unavailable = ofServer(causes);
  const all = unavailable.reduce((sum, { recorded }) => sum + recorded, 0);
  const of503 = unavailable.reduce((sum, { status, recorded }) => sum + (status === 503 ? recorded : 0), 0);
  return all === 0 ? 0 : of503 / all;
}
