/** Failed checks of a smoke run, and those that it left out, from the lines that the script printed. Pure. */

import { describeErrorBody, oneLine } from "../../base/problem-details.ts";
import { type CheckFailure, isCheck, readFailureLine } from "../../lib/contracts/journal/failure-line.ts";
import { readSkipLine, type Skipped } from "../../lib/contracts/journal/skip-line.ts";
import type { FailureCause } from "../../results/failure-digest.ts";
import { distinct } from "../../results/left-out.ts";

export type SmokeFailure = Omit<CheckFailure, "body">;

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

/** The first of those that are alike, at most `most`. */
export function distinctFailures(failures: readonly SmokeFailure[], most: number): SmokeFailure[] {
  const first = new Map<string, SmokeFailure>();
  for (const failure of failures) {
    // Without an answer the reason is the same for all requests.
    const expected = failure.status === 0 ? "" : failure.expected;
    const key = `${expected} ${failure.status} ${failure.message}`;
    if (!first.has(key)) first.set(key, failure);
  }
  return [...first.values()].slice(0, most);
}

/** Failed checks in the form in which all phases report causes; the name of the check stands for the item. */
export function causesOf(failures: readonly SmokeFailure[]): FailureCause[] {
  return failures.map(({ resource, operation, expected, status, message }, index) => ({
    resource,
    operation,
    outcome: "rejected",
    status,
    message,
    recorded: 1,
    firstItem: index,
    firstKey: expected,
  }));
}
