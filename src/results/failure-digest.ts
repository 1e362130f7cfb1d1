/** Many failures, few causes: groups failed items by the server's message, roots before consequences. Pure. */

import { plural } from "../base/figures.ts";
import { describeErrorBody } from "../base/problem-details.ts";
import { type Failure, type ItemFailure, isCheck, isExample } from "../lib/contracts/journal/failure-line.ts";
import { isUnresolved, type Outcome } from "../lib/http/outcome.ts";
import { type Reason, reason } from "./reason.ts";
import type { RunSummary } from "./run-summary.ts";

export type FailureCause = RunSummary["causes"][number];

export class FailureDigest {
  readonly #causes = new Map<string, FailureCause>();

  /** @param times how many failures it stands for */
  add(failure: Failure, times = failure.times ?? 1): void {
    const { resource, operation, outcome, status, item, key, body } = asItem(failure);
    const cause = causeOf(failure);
    const known = this.#causes.get(cause);
    const isFirst = known === undefined || (isExample(failure) && item < known.firstItem);
    this.#causes.set(cause, {
      resource,
      operation,
      outcome,
      status,
      message: isFirst ? describeErrorBody(body) : known.message,
      recorded: (known?.recorded ?? 0) + times,
      firstItem: isFirst ? item : known.firstItem,
      firstKey: isFirst ? key : known.firstKey,
    });
  }

  /**
   * Causes in the order in which they first struck, those that can only be consequences last: an unresolved reference
   * follows from the failure of the item referred to.
   */
  causes(): readonly FailureCause[] {
    const isConsequence = (cause: FailureCause): number => Number(isUnresolved(cause.outcome as Outcome));
    return [...this.#causes.values()].sort((a, b) => isConsequence(a) - isConsequence(b) || a.firstItem - b.firstItem);
  }
}

/** Failures with the same cause have the same text. */
export function causeOf(failure: Failure): string {
  const { resource, operation, outcome, status } = asItem(failure);
  return `${resource} ${operation} ${outcome} ${status}`;
}

/** What fails before the first item, in setup, is a check: it has a name instead of an item. */
export function asItem(failure: Failure): ItemFailure {
  return isCheck(failure) ? { ...failure, outcome: "rejected", item: 0, key: failure.expected } : failure;
}

/** `schools: 400 rejected. nameOfInstitution is required. First: {"schoolId":1}` */
export function describeCause(cause: FailureCause): string {
  const status = cause.status === 0 ? "no response" : String(cause.status);
  const message = cause.message === "" ? "" : ` ${cause.message}`;
  return `${cause.resource}: ${status} ${cause.outcome}.${message} First: ${cause.firstKey}`;
}

const MOST_CAUSES = 5;

/** A reason for each of the first causes, and one that counts the others. */
export function causeReasons(causes: readonly FailureCause[]): Reason[] {
  const shown = causes.slice(0, MOST_CAUSES).map((cause) => {
    const { resource, operation, outcome, status, recorded } = cause;
    return reason("cause", `cause: ${describeCause(cause)}`, { resource, operation, outcome, status, recorded });
  });
  const others = causes.length - shown.length;
  return others > 0
    ? [...shown, reason("cause", `and ${plural(others, "further cause")}, in errors.ndjson`, { others })]
    : shown;
}
