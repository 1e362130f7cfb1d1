/** Reports failures, one line each: in the journal for the runner, on the terminal in a direct `k6 run`. */

import { check } from "k6";
import { writeAnswerLine, writeCheckLine } from "../lib/contracts/journal/engine-lines.ts";
import { type Failure, isCheck, writeFailureLine } from "../lib/contracts/journal/failure-line.ts";
import { writeRepeatLine } from "../lib/contracts/journal/repeat-line.ts";
import { writeSkipLine } from "../lib/contracts/journal/skip-line.ts";
import { asRecord, parseJson } from "../lib/edfi/json.ts";
import { isSuccess, type Outcome } from "../lib/http/outcome.ts";
import { binOf } from "../lib/measure/latency-bins.ts";
import { type Call, type Reply, withoutTokens } from "./http-client.ts";
import { writeLine } from "./journal.ts";
import { countRepeat, METRICS } from "./metrics.ts";

const LONGEST_BODY = 2000;
const LONGEST_REASON = 300;
/** Failures that a VU reports with key and body, per resource, operation and status. The others are only counted. */
const EXAMPLES_PER_CAUSE = FOR_RUNNER ? 10 : 1;
/** Control characters of terminals: C0, C1, and those that change the text direction. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to remove
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]+/g;

const reported: Record<string, number> = {};

/** Bodies that a VU reports of responses after which a request was repeated, per resource, operation and status. */
const BODIES_PER_REPEAT = 2;

/** @param heldBack see `RepeatLine` */
export function reportRepeat({ resource, operation, op = operation }: About, reply: Reply, heldBack: boolean): void {
  const { status, outcome } = reply;
  countRepeat(resource, op, outcome, status);
  if (FOR_RUNNER) {
    const isExample = countOf(`${resource} ${op} ${status} repeat`) <= BODIES_PER_REPEAT;
    const body = isExample ? reply.body.slice(0, LONGEST_BODY) : "";
    const bin = binOf(reply.durationMs);
    writeLine(writeRepeatLine({ resource, operation: op, status, outcome, heldBack, bin, body }));
  }
}

/** Reports the final response to a request of a smoke run, for the runner's measurements. */
export function reportAnswer({ resource, operation: op, expect = [] }: Call, reply: Reply): void {
  if (FOR_RUNNER) {
    const isDone = isSuccess(reply.outcome) || expect.includes(reply.status);
    writeLine(writeAnswerLine({ resource, op, isDone, bin: binOf(reply.durationMs) }));
  }
}

type About = Pick<Call, "resource" | "operation" | "op">;

/** How often this function was called with the key, including this call. */
function countOf(key: string): number {
  const count = (reported[key] ?? 0) + 1;
  reported[key] = count;
  return count;
}

export interface FailedItem {
  readonly item: number;
  readonly resource: string;
  readonly operation: string;
  readonly status: number;
  readonly outcome: Outcome;
  readonly body: string;
  readonly retryAfterMs?: number | undefined;
  readonly warmingUp?: boolean | undefined;
}

/** @param key returns the natural key or ID; called only for examples */
export function reportItem(failed: FailedItem, key: () => unknown): void {
  const { resource, operation, status, body, warmingUp } = failed;
  const isExample = countOf(`${resource} ${operation} ${status} ${warmingUp}`) <= EXAMPLES_PER_CAUSE;
  if (isExample) report({ ...failed, key: JSON.stringify(key()), body: body.slice(0, LONGEST_BODY) });
  else if (FOR_RUNNER) report({ ...failed, key: "", body: "" });
}

function report(failure: Failure): void {
  // Removed here as well: a failed check of a successful response contains values of that response.
  if (FOR_RUNNER) writeLine(withoutTokens(writeFailureLine(failure)));
  else console.error(withoutTokens(describe(failure)));
}

/** Reports a resource or check that is skipped, and why. */
export function reportSkip(what: string, reason: string): void {
  console.log(FOR_RUNNER ? writeSkipLine({ what, reason }) : `left out: ${what} (${reason})`);
}

/** `FAIL create students: status 400, rejected: reason` */
function describe(failure: Failure): string {
  const { status, resource, operation, body } = failure;
  const what = isCheck(failure) ? failure.expected : `${operation} ${resource}`;
  const seen = status === 0 ? "no response" : `status ${status}`;
  const more = isCheck(failure) ? failure.message : failure.outcome;
  const reason = reasonIn(body).replace(CONTROLS, " ").slice(0, LONGEST_REASON);
  return `FAIL ${what}: ${seen}${more === "" ? "" : `, ${more}`}${reason === "" ? "" : `: ${reason}`}`;
}

/** The text of a problem-details body, or the body itself. */
function reasonIn(body: string): string {
  const { detail, validationErrors } = asRecord(parseJson(body)) ?? {};
  if (typeof detail !== "string") return body;
  return Object.keys(asRecord(validationErrors) ?? {}).length > 0 ? JSON.stringify(validationErrors) : detail;
}

/** A named check on one reply; a failed one is reported with the server's message. */
export function checkReply(
  name: string,
  { resource, operation }: { readonly resource: string; readonly operation: string },
  reply: Reply,
  holds: boolean,
  message = "",
): boolean {
  if (FOR_RUNNER) writeLine(writeCheckLine(holds));
  if (METRICS) check(null, { [name]: () => holds }, { resource });
  if (!holds) {
    const body = reply.body.slice(0, LONGEST_BODY);
    report({ resource, operation, expected: name, status: reply.status, message, body });
  }
  return holds;
}

/** @param error k6's message for a request without a response */
export function noAnswer(error: string): string {
  const hint = error.includes("x509:") ? "; set SSL_CERT_FILE to a file with the certificates that k6 trusts" : "";
  return `no response (${error})${hint}`;
}
