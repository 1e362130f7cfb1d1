/**
 * A response after which the request was sent again, in a journal.
 *
 *     r <resource> <operation> <status> <outcome> <mark><bin> <body as JSON>
 *
 * The mark is `h` where the target held the run back (see `RepeatLine`), else `-`; the bin is that of the answer's latency.
 * Only the first bodies of a kind are kept.
 */

import { parseJson } from "../../edfi/json.ts";
import type { Outcome } from "../../http/outcome.ts";

/** How a line begins. */
const REPEAT_MARK = "r ";

export interface RepeatLine {
  /** As in the tags of the request: `warm-up` while warming up. */
  readonly resource: string;
  readonly operation: string;
  /** 0 when there was no answer. */
  readonly status: number;
  readonly outcome: Outcome;
  /** The target asked for it: 429 with Retry-After, or 401 for a token that had to be renewed. */
  readonly heldBack: boolean;
  readonly bin: number;
  /** The server's message, or k6's error; empty where it is not kept. */
  readonly body: string;
}

export function writeRepeatLine({ resource, operation, status, outcome, heldBack, bin, body }: RepeatLine): string {
  const mark = heldBack ? "h" : "-";
  return `${REPEAT_MARK}${resource} ${operation} ${status} ${outcome} ${mark}${bin} ${JSON.stringify(body)}`;
}

const LINE = /^r ([\w/-]{1,100}) ([a-z-]{1,30}) (\d{1,3}) ([a-z-]{1,30}) ([h-])(\d{1,4}) (".*")$/s;

/** Undefined for any other line, and for one that was cut off. */
export function readRepeatLine(text: string): RepeatLine | undefined {
  const match = LINE.exec(text);
  const body = match === null ? undefined : parseJson(match[7] ?? "");
  if (match === null || typeof body !== "string") return undefined;
  const [, resource = "", operation = "", status, outcome = "", mark, bin] = match;
  return {
    resource,
    operation,
    status: Number(status),
    outcome: outcome as Outcome,
    heldBack: mark === "h",
    bin: Number(bin),
    body,
  };
}
