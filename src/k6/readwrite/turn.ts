/** One iteration of a VU: how it sends requests, and how their results are counted. */

import { PREPARE, writeOperationLine } from "../../lib/contracts/journal/operation-line.ts";
import { WARM_UP_TAG } from "../../lib/contracts/metrics.ts";
import { keyOrId, type PlannedItem } from "../../lib/contracts/planned-items.ts";
import { isFailure, type Outcome } from "../../lib/http/outcome.ts";
import type { MaybePromise } from "../../lib/maybe-promise.ts";
import { binOf } from "../../lib/measure/latency-bins.ts";
import { endRun } from "../end-run.ts";
import { type Exchange, exchange } from "../exchange.ts";
import type { Call } from "../http-client.ts";
import { writeLine } from "../journal.ts";
import { countOperation } from "../metrics.ts";
import { reportItem } from "../report.ts";
import { type CallUse, callFor } from "../resource-calls.ts";
import { openWorker, type Worker } from "./worker.ts";

export interface Turn extends Worker {
  iteration: number;
  warmingUp: boolean;
  /** Part of the natural keys of what this iteration creates. */
  serial: number;
}

/** Make one per VU. */
export function openTurn(...parts: Parameters<typeof openWorker>): Turn {
  return { ...openWorker(...parts), iteration: 0, warmingUp: false, serial: 0 };
}

/** Operations in a row without a usable response after which the target is taken for gone. */
const LOST_IN_A_ROW = 2;
const LOST: readonly Outcome[] = ["cut-off", "timed-out", "unavailable"];

let lost = 0;

/** Requests of the warm-up have tags of their own, so that thresholds and results leave them out. */
const WARM_UP_TAGS = { resource: WARM_UP_TAG, op: WARM_UP_TAG, name: WARM_UP_TAG };

type Calls = Record<string, { [use in CallUse]?: Call }>;

const measuredCalls: Calls = {};
const warmUpCalls: Calls = {};

/** Made when this VU first needs it: each call takes some 3 kB with its parameters. */
export function turnCall({ warmingUp, dataUrl }: Turn, resource: string, use: CallUse): Call {
  const made = warmingUp ? warmUpCalls : measuredCalls;
  made[resource] ??= {};
  const calls = made[resource];
  let call = calls[use];
  if (call === undefined) {
    call = callFor(dataUrl, resource, use);
    if (warmingUp) call = { ...call, ...WARM_UP_TAGS };
    calls[use] = call;
  }
  return call;
}

/** Sends a call that is made for this request. */
export function ask(turn: Turn, call: Call): MaybePromise<Exchange> {
  return exchange(turn.session, turn.warmingUp ? { ...call, ...WARM_UP_TAGS } : call);
}

export interface Result {
  readonly resource: string;
  /** PREPARE: in no metric of operations. */
  readonly op: string;
  readonly outcome: Outcome;
  readonly requests: number;
  /** Of what was created, changed or deleted; else empty. */
  readonly id: string;
  readonly status: number;
  /** Body of the last answer. */
  readonly body: string;
  /** Of its latency; empty where there was none. */
  readonly bin: number | "";
  /** Natural key, or its JSON; else that of the item. */
  readonly key?: unknown;
  readonly keyText?: string | undefined;
  readonly item?: PlannedItem | undefined;
}

const codes: Record<string, string> = {};

/** Stands for the resource in the journal. */
export function codeOf({ plan }: Turn, resource: string): string {
  codes[resource] ??= plan.resources.indexOf(resource).toString(36);
  return codes[resource];
}

export function conclude(turn: Turn, result: Result): void {
  const { warmingUp, iteration } = turn;
  const { resource, op, outcome, requests, id } = result;
  const succeeded = !isFailure(outcome);
  if (!warmingUp && op !== PREPARE) countOperation(resource, op, outcome);
  if (FOR_RUNNER) {
    const code = codeOf(turn, resource);
    writeLine(writeOperationLine(warmingUp, iteration, code, op, outcome, result.bin, requests, id));
  }
  if (succeeded) {
    lost = 0;
    return;
  }
  const { status, body } = result;
  reportItem({ item: iteration, resource, operation: op, outcome, status, body }, () => keyIn(result));
  lost = LOST.includes(outcome) ? lost + 1 : 0;
  if (lost >= LOST_IN_A_ROW) endRun(`the target no longer responds: ${op} ${resource}, ${outcome}`);
}

function keyIn({ key, keyText, item, id }: Result): unknown {
  return key ?? (keyText === undefined ? undefined : JSON.parse(keyText)) ?? (item === undefined ? id : keyOrId(item));
}

/** Counts one exchange as one operation. @param outcome replaces what the status says */
export function concludeExchange(turn: Turn, { reply, requests }: Exchange, about: About): void {
  const { resource, op, id = "", outcome = reply.outcome, key, keyText, item } = about;
  const { status, body } = reply;
  conclude(turn, {
    resource,
    op,
    outcome,
    requests,
    id,
    status,
    body,
    bin: binOf(reply.durationMs),
    key,
    keyText,
    item,
  });
}

type About = Pick<Result, "resource" | "op" | "key" | "keyText" | "item"> & Partial<Pick<Result, "id" | "outcome">>;
