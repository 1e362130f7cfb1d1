/**
 * Failures in a journal: one line each, the first of a cause with the server's message.
 *
 *     f {json}
 */

import { asRecord, parseJson } from "../../edfi/json.ts";

/** How a line begins. */
export const FAILURE_MARK = "f {";

interface FailureFacts {
  readonly resource: string;
  readonly operation: string;
  /** 0 when there was no answer. */
  readonly status: number;
  /** Body of the answer, or k6's error: cut to a bounded length. */
  readonly body: string;
  /** Pause that the target asked for. */
  readonly retryAfterMs?: number | undefined;
  /** Number of failures that the line represents, in a compacted journal. */
  readonly times?: number;
  /** It came before the measured part of the run. */
  readonly warmingUp?: boolean | undefined;
}

/** A work item that failed. */
export interface ItemFailure extends FailureFacts {
  readonly item: number;
  /** Natural key as JSON; empty, like the body, beyond the first examples of a cause. */
  readonly key: string;
  readonly outcome: string;
}

/** A check that failed: of the smoke phase, or before the first item. */
export interface CheckFailure extends FailureFacts {
  /** What was expected: the name of the check. */
  readonly expected: string;
  /** The differences found; empty if the body is enough. */
  readonly message: string;
}

export type Failure = ItemFailure | CheckFailure;

export function writeFailureLine(failure: Failure): string {
  return FAILURE_MARK + JSON.stringify(failure).slice(1);
}

/** Undefined for any other line, and for one that was cut off. */
export function readFailureLine(line: string): Failure | undefined {
  const failure = line.startsWith(FAILURE_MARK) ? asRecord(parseJson(line.slice(2))) : undefined;
  if (failure === undefined) return undefined;
  const texts = ["resource", "operation", "body", ...("expected" in failure ? CHECK_TEXTS : ITEM_TEXTS)];
  const numbers = "expected" in failure ? ["status"] : ["status", "item"];
  const isWhole =
    texts.every((name) => typeof failure[name] === "string") &&
    numbers.every((name) => typeof failure[name] === "number") &&
    ["number", "undefined"].includes(typeof failure.times);
  return isWhole ? (failure as unknown as Failure) : undefined;
}

const ITEM_TEXTS = ["key", "outcome"];
const CHECK_TEXTS = ["expected", "message"];

/** Whether it has key and message; others are only counted. */
export function isExample(failure: Failure): boolean {
  return isCheck(failure) || failure.key !== "";
}

export function isCheck(failure: Failure): failure is CheckFailure {
  return "expected" in failure;
}
