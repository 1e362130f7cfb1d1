/** One iteration of a VU: how it sends requests, and how their results are counted. */

import { PREPARE, writeOperationLine } from "../../lib/contracts/journal/operation-line.ts";
import { outcomeName, WARM_UP_TAG } from "../../lib/contracts/metrics.ts";
import { isFailure, type Outcome } from "../../lib/http/outcome.ts";
import type { MaybePromise } from "../../lib/maybe-promise.ts";
import { endRun } from "../end-run.ts";
import { type Exchange, exchange } from "../exchange.ts";
import type { Call } from "../http-client.ts";
import { itemFailures, itemsDone, outcomes } from "../metrics.ts";
import { reportItem } from "../report.ts";
import { UNDER_RUNNER } from "../settings.ts";
import type { Worker } from "./worker.ts";

export interface Turn extends Worker {
  readonly iteration: number;
  readonly warmingUp: boolean;
  /** Part of the natural keys of what this iteration creates. */
  readonly serial: number;
}

/** Operations in a row without a usable response after which the target is taken for gone. */
const LOST_IN_A_ROW = 2;
const LOST: readonly Outcome[] = ["cut-off", "timed-out", "unavailable"];

let lost = 0;

/** Requests of the warm-up have tags of their own, so that thresholds and results leave them out. */
export function ask(turn: Turn, call: Call): MaybePromise<Exchange> {
  if (!turn.warmingUp) return exchange(turn.session, call);
  return exchange(turn.session, { ...call, resource: WARM_UP_TAG, op: WARM_UP_TAG, name: WARM_UP_TAG });
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
  readonly key?: unknown;
}

export function conclude(turn: Turn, result: Result): void {
  const { warmingUp, iteration } = turn;
  const { resource, op, outcome, requests, id } = result;
  const succeeded = !isFailure(outcome);
  if (!warmingUp && op !== PREPARE) {
    outcomes.add(1, { resource, op, outcome, name: outcomeName(op, resource, outcome) });
    if (outcome !== "precondition-failed") itemFailures.add(!succeeded, { resource, op });
    if (succeeded) itemsDone.add(1);
  }
  if (UNDER_RUNNER) console.log(writeOperationLine({ warmingUp, iteration, resource, op, outcome, requests, id }));
  if (!succeeded) {
    const { status, body } = result;
    const failed = { item: iteration, resource, operation: op, outcome, status, body };
    reportItem(failed, () => result.key ?? id);
  }
  lost = LOST.includes(outcome) ? lost + 1 : 0;
  if (lost >= LOST_IN_A_ROW) endRun(`the target no longer responds: ${op} ${resource}, ${outcome}`);
}

/** Counts one exchange as one operation. @param outcome replaces what the status says */
export function concludeExchange(
  turn: Turn,
  { reply, requests }: Exchange,
  about: {
    readonly resource: string;
    readonly op: string;
    readonly id?: string;
    readonly outcome?: Outcome;
    readonly key?: unknown;
  },
): void {
  conclude(turn, { id: "", outcome: reply.outcome, ...about, requests, status: reply.status, body: reply.body });
}
