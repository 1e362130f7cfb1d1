/** One iteration of a VU: how it sends requests, and how their results are counted. */

import { correlationId } from "../../lib/contracts/correlation.ts";
import { PREPARE, writeOperationLine } from "../../lib/contracts/journal/operation-line.ts";
import { isTimed } from "../../lib/contracts/journal/timing-line.ts";
import { WARM_UP_TAG } from "../../lib/contracts/metrics.ts";
import { keyOrId, type PlannedItem } from "../../lib/contracts/planned-items.ts";
import { resourcePath } from "../../lib/edfi/resource-path.ts";
import { isFailure, isSuccess, type Outcome } from "../../lib/http/outcome.ts";
import type { MaybePromise } from "../../lib/maybe-promise.ts";
import { binOf } from "../../lib/measure/latency-bins.ts";
import type { Key } from "../../lib/mix/recipe.ts";
import { endRun } from "../end-run.ts";
import { exchange, exchangeThen, type Session } from "../exchange.ts";
import type { Call, Reply } from "../http-client.ts";
import { writeLine } from "../journal.ts";
import { tellTimings } from "../marks.ts";
import { countOperation, METRICS } from "../metrics.ts";
import { reportItem } from "../report.ts";
import { type CallUse, callFor } from "../resource-calls.ts";
import { namesOf, type Plan } from "./plan.ts";
import { openWorker, type Worker } from "./worker.ts";

export interface Turn extends Worker {
  iteration: number;
  warmingUp: boolean;
  /** By how many milliseconds it began after it was due, where the runner sets the pace: part of its latency. */
  lateMs: number;
  /** Part of the natural keys of what this iteration creates. */
  serial: number;
  /** See `chanceOf`. */
  chance: number;
}

/** Make one per VU. */
export function openTurn(session: Session, target: Parameters<typeof openWorker>[1], plan: Plan): Turn {
  return { ...openWorker(session, target, plan), iteration: 0, warmingUp: false, lateMs: 0, serial: 0, chance: 0 };
}

/** Operations in a row without a usable response after which the target is taken for gone. */
const LOST_IN_A_ROW = 2;

let lost = 0;

/** Requests of the warm-up have tags of their own, so that thresholds and results leave them out. */
const WARM_UP_TAGS = { resource: WARM_UP_TAG, op: WARM_UP_TAG, name: WARM_UP_TAG };

/**
 * Sends one request to a resource.
 * @param end of its address: a slash and an ID, or a query
 * @param next what is done with the reply
 */
export function request<About, U>(
  turn: Turn,
  resource: string,
  use: CallUse,
  end: string,
  body: string | undefined,
  next: (turn: Turn, resource: string, about: About, reply: Reply) => MaybePromise<U>,
  about: About,
): MaybePromise<U> {
  const url = turn.dataUrl + resourcePath(resource) + end;
  return exchangeThen(turn.session, turnCall(turn, resource, use), body, url, next, turn, resource, about);
}

/** Calls that are sent again and again. */
const kept: Record<string, Changing> = {};

type Changing = Omit<Call, "resource"> & { resource: string };

/** To be sent, with an address of its own, before the next one is asked for: a VU sends one at a time. */
export function turnCall(turn: Turn, resource: string, use: CallUse): Call {
  if (turn.warmingUp) return identified(turn, { ...callFor(turn.dataUrl, resource, use), ...WARM_UP_TAGS });
  // Tags are costly to make. Where nobody reads them, calls for all resources would take much memory in each VU.
  const name = FOR_RUNNER && !METRICS ? use : `${use} ${resource}`;
  kept[name] ??= callFor(turn.dataUrl, resource, use);
  const call = kept[name];
  call.resource = resource;
  // Few runs ask for it: the others call one function less for each request.
  return turn.plan.correlation === undefined ? call : identified(turn, call);
}

/** With an ID for the target's log, where the user wants one. */
export function identified({ plan, warmingUp, iteration }: Turn, call: Call): Call {
  const { correlation } = plan;
  if (FOR_RUNNER && correlation !== undefined)
    return { ...call, headers: { [correlation.header]: correlationId(correlation, warmingUp, iteration) } };
  return call;
}

/** Sends a call that is made for this request. */
export function ask(turn: Turn, call: Call): MaybePromise<Reply> {
  return exchange(turn.session, identified(turn, turn.warmingUp ? { ...call, ...WARM_UP_TAGS } : call));
}

/** What names an item to a person: an item of the plan, query filters, a natural key or its JSON. */
export type About = PlannedItem | string | Key;

const CODES = "0123456789abcdefghijklmnopqrstuvwxyz";

/** Stands for the resource in the journal. */
export function codeOf(turn: Turn, resource: string): string {
  const place = turn.plan.place[resource] as number;
  // A look into a text costs half of a call.
  return CODES[place] ?? place.toString(36);
}

/**
 * Counts a call as one operation. Arguments, not an object: this happens for each request.
 * @param op PREPARE: in no metric of operations
 * @param outcome what the status says, or what became of it in the end
 * @param id of what was created, changed or deleted; else empty
 */
export function conclude(
  turn: Turn,
  reply: Reply,
  resource: string,
  op: string,
  outcome: Outcome,
  id: string,
  about: About,
): void {
  const bin = binOf(turn.lateMs + reply.durationMs);
  // The first nearly always says it.
  const failed = !isSuccess(outcome) && isFailure(outcome);
  if (METRICS) count(turn, resource, op, outcome);
  if (FOR_RUNNER) {
    const { warmingUp, iteration } = turn;
    writeLine(writeOperationLine(warmingUp, iteration, codeOf(turn, resource), op, outcome, bin, reply.requests, id));
    if (isTimed(iteration) && op !== PREPARE && !warmingUp && !failed) tellTimings(op, reply);
  }
  if (failed) fail(turn, reply, resource, op, outcome, about);
  else lost = 0;
}

/** An operation whose work an earlier request had done. */
export function concludeUnsent(turn: Turn, resource: string, op: string, outcome: Outcome, id: string): void {
  if (METRICS) count(turn, resource, op, outcome);
  if (FOR_RUNNER)
    writeLine(writeOperationLine(turn.warmingUp, turn.iteration, codeOf(turn, resource), op, outcome, "", 0, id));
  lost = 0;
}

function count({ warmingUp }: Turn, resource: string, op: string, outcome: Outcome): void {
  if (!warmingUp && op !== PREPARE) countOperation(resource, op, outcome);
}

function fail(turn: Turn, reply: Reply, resource: string, op: string, outcome: Outcome, about: About): void {
  const { status, body, retryAfterMs } = reply;
  const warmingUp = turn.warmingUp || undefined;
  const failed = { item: turn.iteration, resource, operation: op, outcome, status, body, retryAfterMs, warmingUp };
  reportItem(failed, () => keyIn(turn, resource, about));
  const isLost = outcome === "cut-off" || outcome === "timed-out" || outcome === "unavailable";
  lost = isLost ? lost + 1 : 0;
  if (lost >= LOST_IN_A_ROW && !turn.plan.isPaced)
    endRun(`the target no longer responds: ${op} ${resource}, ${outcome}`);
}

function keyIn({ plan }: Turn, resource: string, about: About): unknown {
  if (typeof about === "string") return about.startsWith("{") ? JSON.parse(about) : about;
  return Array.isArray(about) ? keyOrId(namesOf(plan, resource), about as PlannedItem) : about;
}
