/** How a VU sends the requests of an iteration, and how their results are counted. */

import { correlationId } from "../../lib/contracts/correlation.ts";
import { PREPARE, writeOperationLine } from "../../lib/contracts/journal/operation-line.ts";
import { isTimed } from "../../lib/contracts/journal/timing-line.ts";
import { WARM_UP_TAG } from "../../lib/contracts/metrics.ts";
import { keyOrId, type PlannedItem } from "../../lib/contracts/planned-items.ts";
import { resourcePath } from "../../lib/edfi/resource-path.ts";
import { isFailure, isSuccess, type Outcome } from "../../lib/http/outcome.ts";
import { afterWith, type MaybePromise } from "../../lib/maybe-promise.ts";
import { binOf } from "../../lib/measure/latency-bins.ts";
import type { Key } from "../../lib/mix/recipe.ts";
import { endRun } from "../end-run.ts";
import { exchange, exchangeFrom, exchangeThen } from "../exchange.ts";
import { type Call, type Reply, sendPlain } from "../http-client.ts";
import { writeLine } from "../journal.ts";
import { tellTimings } from "../marks.ts";
import { countOperation, METRICS } from "../metrics.ts";
import { reportItem } from "../report.ts";
import { type CallUse, callFor } from "../resource-calls.ts";
import { namesOf } from "./known-items.ts";
import { auth, correlation, dataUrl, iteration, lateMs, numberOf, plan, session, timeoutMs, warmingUp } from "./vu.ts";

const { now } = Date;

/** Operations in a row without a usable response after which the target is taken to be gone. */
const LOST_IN_A_ROW = 2;

/** Such operations of this VU until now, in a row. */
let lost = 0;

/** Requests of the warm-up have tags of their own, so that thresholds and results leave them out. */
const WARM_UP_TAGS = { resource: WARM_UP_TAG, op: WARM_UP_TAG, name: WARM_UP_TAG };

/**
 * Sends one request to a resource.
 * @param end of its URL: a slash and an ID, or a query
 * @param next takes the reply
 */
export function request<About, U>(
  resource: string,
  method: Call["method"],
  use: Exclude<CallUse, "page">,
  end: string,
  body: string | undefined,
  next: (resource: string, about: About, reply: Reply) => MaybePromise<U>,
  about: About,
): MaybePromise<U> {
  const url = dataUrl + resourcePath(resource) + end;
  // The same as `exchangeThen`, but without a `Call`: to look one up takes as long as to send it.
  if (!METRICS && !warmingUp && correlation === undefined && now() < auth.renewAtMs) {
    const operation = use === PREPARE ? "read" : use;
    const reply = sendPlain(method, operation, auth.header, timeoutMs, body, url);
    if (reply.outcome === "read" || isSuccess(reply.outcome)) return next(resource, about, reply);
    return afterWith(exchangeFrom(session, { ...callOf(resource, use), url }, body, reply), next, resource, about);
  }
  return exchangeThen(session, callOf(resource, use), body, url, next, resource, about);
}

/** Calls of this VU by use and resource, or by use alone where nobody reads tags. */
const kept: Record<string, Changing> = {};

type Changing = Omit<Call, "resource"> & { resource: string };

/** A call without the end of its URL. It changes with the next call of this function: a VU sends one at a time. */
export function callOf(resource: string, use: CallUse): Call {
  if (warmingUp) return identified({ ...callFor(dataUrl, resource, use), ...WARM_UP_TAGS });
  // Tags are expensive to make, and calls for all resources would take much memory where nobody reads tags.
  const name = FOR_RUNNER && !METRICS ? use : `${use} ${resource}`;
  let call = kept[name];
  if (call === undefined) {
    call = callFor(dataUrl, resource, use);
    kept[name] = call;
  }
  call.resource = resource;
  return identified(call);
}

/** With an ID for the target's log, where the user wants one. */
export function identified(call: Call): Call {
  if (FOR_RUNNER && correlation !== undefined)
    return { ...call, headers: { [correlation.header]: correlationId(correlation, warmingUp, iteration) } };
  return call;
}

/** Sends a call that is made for one request only. */
export function ask(call: Call): MaybePromise<Reply> {
  return exchange(session, identified(warmingUp ? { ...call, ...WARM_UP_TAGS } : call));
}

/** Identifies an item for a person: an item of the plan, query filters, a natural key or its JSON. */
export type About = PlannedItem | string | Key;

const CODES = "0123456789abcdefghijklmnopqrstuvwxyz";

/** Stands for the resource in the journal. */
export function codeOf(resource: string): string {
  const number = numberOf[resource] as number;
  return CODES[number] ?? number.toString(36);
}

/**
 * Counts a call as one operation. Arguments, not an object: this happens for each request.
 * @param op PREPARE: in no metric of operations
 * @param outcome what the status says, or what became of it in the end
 * @param id of what was created, changed or deleted; else empty
 */
export function conclude(reply: Reply, resource: string, op: string, outcome: Outcome, id: string, about: About): void {
  const bin = binOf(lateMs + reply.durationMs);
  // Most operations are reads that succeed: one comparison is enough for them.
  const failed = outcome !== "read" && isFailure(outcome);
  if (METRICS) count(resource, op, outcome);
  if (FOR_RUNNER) {
    // Looked up here first: that takes half as long as a call.
    const code = CODES[numberOf[resource] as number] ?? codeOf(resource);
    writeLine(writeOperationLine(warmingUp, iteration, code, op, outcome, bin, reply.requests, id));
    if (isTimed(iteration) && op !== PREPARE && !warmingUp && !failed) tellTimings(op, reply);
  }
  if (failed) fail(reply, resource, op, outcome, about);
  else lost = 0;
}

/** Counts an operation whose work an earlier request had done. */
export function concludeUnsent(resource: string, op: string, outcome: Outcome, id: string): void {
  if (METRICS) count(resource, op, outcome);
  if (FOR_RUNNER) writeLine(writeOperationLine(warmingUp, iteration, codeOf(resource), op, outcome, "", 0, id));
  lost = 0;
}

function count(resource: string, op: string, outcome: Outcome): void {
  if (!warmingUp && op !== PREPARE) countOperation(resource, op, outcome);
}

function fail(reply: Reply, resource: string, op: string, outcome: Outcome, about: About): void {
  const { status, body, retryAfterMs } = reply;
  const isWarmUp = warmingUp || undefined;
  const failed = { resource, operation: op, outcome, status, body, retryAfterMs, warmingUp: isWarmUp };
  reportItem({ item: iteration, ...failed }, () => keyIn(resource, about));
  // Unauthorized: two new tokens were rejected as well.
  const isUseless = outcome === "unavailable" || outcome === "unauthorized";
  const isLost = isUseless || outcome === "cut-off" || outcome === "timed-out";
  lost = isLost ? lost + 1 : 0;
  if (lost >= LOST_IN_A_ROW && !plan.isPaced)
    endRun(`the target no longer responds, or returns errors: ${op} ${resource}, ${outcome}`);
}

function keyIn(resource: string, about: About): unknown {
  if (typeof about === "string") return about.startsWith("{") ? JSON.parse(about) : about;
  return Array.isArray(about) ? keyOrId(namesOf(resource), about as PlannedItem) : about;
}
