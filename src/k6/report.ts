/**
 * Checks and failures as people and the runner read them. Under the runner each failure is one line of JSON in k6's
 * console file; in a direct `k6 run` it is a sentence on the terminal.
 */

import { check } from "k6";
import { describeErrorBody } from "../lib/edfi/problem-details.ts";
import type { Reply } from "./http-client.ts";
import { UNDER_RUNNER } from "./settings.ts";

/** One failed check or work item. */
export interface Failure {
  readonly resource: string;
  readonly operation: string;
  /** What was expected: the name of the check. */
  readonly expected: string;
  /** 0 when there was no answer. */
  readonly status: number;
  /** The server's own message, or the differences found; one line. */
  readonly message: string;
}

export function reportFailure(failure: Failure): void {
  if (UNDER_RUNNER) console.log(`f ${JSON.stringify(failure)}`);
  else
    console.error(
      `FAIL ${failure.expected}: ${failure.status === 0 ? "no answer" : `status ${failure.status}`} ${failure.message}`,
    );
}

/** A named check on one reply; a failed one is reported with the server's message. */
export function checkReply(
  name: string,
  about: { readonly resource: string; readonly operation: string },
  reply: Reply,
  holds: boolean,
  message = "",
): boolean {
  check(null, { [name]: () => holds }, { resource: about.resource });
  if (!holds) {
    const own = describeErrorBody(reply.body);
    const text = [message, own].filter((part) => part !== "").join("; ");
    reportFailure({ ...about, expected: name, status: reply.status, message: text });
  }
  return holds;
}
