/** Sends the requests of an iteration, and counts their results. */

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
import { recordTimings } from "../events.ts";
import { exchange, exchangeFrom, exchangeThen } from "../exchange.ts";
import { type Call, type Reply, sendPlain } from "../http-client.ts";
import { writeLine } from "../journal.ts";
import { countOperation, METRICS } from "../metrics.ts";
import { reportItem } from "../report.ts";
import { type CallUse, callFor } from "../resource-calls.ts";
import { namesOf } from "./known-items.ts";
import { auth, correlation, dataUrl, iteration, lateMs, numberOf, plan, session, timeoutMs, warmingUp } from "./vu.ts";

const { now } = Date;

/** Operations in a row without a usable response, after which the target counts as down. */
const LOST_IN_A_ROW = 2;

/** Such operations in a row so far. */
let lost = 0;

/** Tags of warm-up requests, which keep them out of thresholds and results. */
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
  // Hot path: as `exchangeThen`, but without a `Call`, whose lookup would take as long as sending it.
  if (!METRICS && !warmingUp && correlation === undefined && now() < auth.renewAtMs) {
    const operation = use === PREPARE ? "read" : use;
    const reply = sendPlain(method, operation, auth.header, timeoutMs, body, url);
    if (reply.outcome === "read" || isSuccess(reply.outcome)) return next(resource, about, reply);
    return afterWith(exchangeFrom(session, { ...callOf(resource, use), url }, body, reply), next, resource, about);
  }
  return exchangeThen(session, callOf(resource, use), body, url, next, resource, about);
}

/** Calls of this VU by use and resource; by use alone if no tags are sent. */
const kept: Record<string, ReusedCall> = {};

type ReusedCall = Omit<Call, "resource"> & { resource: string };

/** A call without the end of its URL. The object is reused by the next call of this function. */
export function callOf(resource: string, use: CallUse): Call {
  if (warmingUp) return identified({ ...callFor(dataUrl, resource, use), ...WARM_UP_TAGS });
  // Tags are expensive to make, so calls with tags are kept per resource. Without tags, that would only cost memory.
  const name = FOR_RUNNER && !METRICS ? use : `${use} ${resource}`;
  let call = kept[name];
  if (call === undefined) {
    call = callFor(dataUrl, resource, use);
    kept[name] = call;
  }
  call.resource = resource;
  return identified(call);
}

/** Adds a correlation ID for the target's log, if the user wants one. */
export function identified(call: Call): Call {
  if (FOR_RUNNER && correlation !== undefined)
    return { ...call, headers: { [correlation.header]: correlationId(correlation, warmingUp, iteration) } };
  return call;
}

/** Sends a call that is made for one request only. */
export function ask(call: Call): MaybePromise<Reply> {
  return exchange(session, identified(warmingUp ? { ...call, ...WARM_UP_TAGS } : call));
}

/** Identifies an item in messages: an item of the plan, query filters, a natural key, or its JSON. */
export type About = PlannedItem | string | Key;

const CODES = "0123456789abcdefghijklmnopqrstuvwxyz";

/** The resource's code in the journal. */
export function codeOf(resource: string): string {
  const number = numberOf[resource] as number;
  return CODES[number] ?? number.toString(36);
}

/**
 * Counts a call as one operation. Hot path: arguments instead of an object, which would be allocated for each request.
 * @param op PREPARE: not in the metrics of operations
 * @param outcome of the operation, which may differ from that of the reply
 * @param id of the item that was created, changed or deleted; empty otherwise
 */
export function conclude(reply: Reply, resource: string, op: string, outcome: Outcome, id: string, about: About): void {
  const bin = binOf(lateMs + reply.durationMs);
  // One comparison is enough for most operations: reads that succeed.
  const failed = outcome !== "read" && isFailure(outcome);
  if (METRICS) count(resource, op, outcome);
  if (FOR_RUNNER) {
    // Looked up inline first: that takes half as long as a function call.
    const code = CODES[numberOf[resource] as number] ?? codeOf(resource);
    writeLine(writeOperationLine(warmingUp, iteration, code, op, outcome, bin, reply.requests, id));
    if (isTimed(iteration) && op !== PREPARE && !warmingUp && !failed) recordTimings(op, reply);
  }
  if (failed) fail(reply, resource, op, outcome, about);
  else lost = 0;
}

/** Counts an operation that an earlier request turned out to have done. */
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
