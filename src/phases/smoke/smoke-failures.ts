/** Failed checks of a smoke run, and those that it left out, from the lines that the script printed. Pure. */

import { formatCount, plural } from "../../base/figures.ts";
import { describeErrorBody, oneLine } from "../../base/problem-details.ts";
import { type CheckFailure, isCheck, readFailureLine } from "../../lib/contracts/journal/failure-line.ts";
import { readSkipLine, type Skipped } from "../../lib/contracts/journal/skip-line.ts";
import type { FailureCause } from "../../results/failure-digest.ts";
import { distinct } from "../../results/left-out.ts";
import { type Reason, reason } from "../../results/reason.ts";

export type SmokeFailure = Omit<CheckFailure, "body">;

/** One of those that are alike, the first, and how many they are. */
export type CountedFailure = SmokeFailure & { readonly count: number };

/** @param journal k6's console file */
export function readSmokeFailures(journal: string): SmokeFailure[] {
  return journal.split("\n").flatMap((line) => {
    const failure = readFailureLine(line);
    return failure === undefined || !isCheck(failure) ? [] : [readable(failure)];
  });
}

/** Checks and resources that the script left out. */
export function readSkipped(journal: string): Skipped[] {
  return distinct(journal.split("\n").flatMap((line) => readSkipLine(line) ?? []));
}

/** The server's own message as one line, behind the differences that were found. */
function readable({ body, ...failure }: CheckFailure): SmokeFailure {
  const parts = [oneLine(failure.message), describeErrorBody(body)].filter((part) => part !== "");
  return { ...failure, message: parts.join("; ") };
}

/** In the order in which they came first. */
export function distinctFailures(failures: readonly SmokeFailure[]): CountedFailure[] {
  const first = new Map<string, CountedFailure>();
  for (const failure of failures) {
    // Without an answer the reason is the same for all requests.
    const expected = failure.status === 0 ? "" : failure.expected;
    const key = `${expected} ${failure.status} ${failure.message}`;
    const known = first.get(key) ?? { ...failure, count: 0 };
    first.set(key, { ...known, count: known.count + (failure.times ?? 1) });
  }
  return [...first.values()];
}

/** `PUT grades/{id} updates it (204): status 400. The grade is unknown (3 times)` */
export function describeFailure({ expected, status, message, count }: CountedFailure): string {
  const answer = status === 0 ? "no response" : `status ${status}`;
  const words = message === "" ? "" : `. ${message}`;
  return `${expected}: ${answer}${words}${count > 1 ? ` (${formatCount(count)} times)` : ""}`;
}

/** Kinds of failures that are reasons. */
export const MOST_REASONS = 5;

/** A reason for each of the first kinds of failures, and one that counts the others. */
export function checkReasons(failures: readonly CountedFailure[]): Reason[] {
  const shown = failures.slice(0, MOST_REASONS).map((failure) => {
    const { resource, operation, status, count } = failure;
    return reason("cause", describeFailure(failure), { resource, operation, status, recorded: count });
  });
  const others = failures.length - shown.length;
  return others > 0
    ? [...shown, reason("cause", `and ${plural(others, "other kind")} of failed checks`, { others })]
    : shown;
}

/** Failed checks in the form in which all phases report causes; the name of the check stands for the item. */
export function causesOf(failures: readonly CountedFailure[]): FailureCause[] {
  return failures.map(({ resource, operation, expected, status, message, count }, index) => ({
    resource,
    operation,
    outcome: "rejected",
    status,
    message,
    recorded: count,
    firstItem: index,
    firstKey: expected,
  }));
}
