/**
 * Checks and failures as people and the runner read them. Under the runner each failure is one line of JSON in k6's
 * console file; in a direct `k6 run` it is a sentence on the terminal.
 */

import { check } from "k6";
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
  /** The differences found; empty when the body says it all. */
  readonly message: string;
  /** What the server said, cut to a bounded length; the runner makes one line of it. */
  readonly body: string;
}

const LONGEST_BODY = 2000;
/** What a terminal would obey: C0, C1 and the characters that turn the direction of a line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]+/g;

export function reportFailure(failure: Failure): void {
  if (UNDER_RUNNER) console.log(`f ${JSON.stringify(failure)}`);
  else {
    const { expected, status, message, body } = failure;
    const text = `${message} ${body}`.replace(CONTROLS, " ");
    console.error(`FAIL ${expected}: ${status === 0 ? "no response" : `status ${status}`} ${text}`);
  }
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
    const body = reply.body.slice(0, LONGEST_BODY);
    reportFailure({ ...about, expected: name, status: reply.status, message, body });
  }
  return holds;
}

/** @param error k6's words for a request that nothing came back for */
export function noAnswer(error: string): string {
  const hint = error.includes("x509:") ? "; set SSL_CERT_FILE to a file with the certificates that k6 trusts" : "";
  return `no response (${error})${hint}`;
}
