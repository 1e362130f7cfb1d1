/** Reads back a small share of the acknowledged writes, outside the mix: a status alone is no proof. */

import { sleep } from "k6";
import { READ_BACK, writeOperationLine } from "../../lib/contracts/journal/operation-line.ts";
import { asRecord, type JsonRecord, parseJson } from "../../lib/edfi/json.ts";
import { isFailure, type Outcome } from "../../lib/http/outcome.ts";
import { after, type MaybePromise } from "../../lib/maybe-promise.ts";
import { binOf } from "../../lib/measure/latency-bins.ts";
import { holdsKey } from "../../lib/mix/item-key.ts";
import type { Key } from "../../lib/mix/recipe.ts";
import { exchange } from "../exchange.ts";
import { writeLine } from "../journal.ts";
import { countOutcome } from "../metrics.ts";
import { reportItem } from "../report.ts";
import { readCall } from "../resource-calls.ts";
import { codeOf, identified } from "./request.ts";
import { dataUrl, iteration, plan, session, warmingUp } from "./vu.ts";

/** Seconds between attempts, five seconds in all: a read replica may lag behind. */
const WAITS = [0.1, 0.2, 0.4, 0.8, 1.5, 2];

/** After a wait, this VU reads back nothing more, because waiting costs operations. The runner reads a sample at the end. */
let hasWaited = false;

export function isReadBack(): boolean {
  const { first, every } = plan.readBack;
  return !hasWaited && (iteration < first || iteration % every === 0);
}

export interface Write {
  readonly resource: string;
  readonly op: "create" | "update" | "delete";
  readonly id: string;
  readonly key: unknown;
}

/** Compares an item with what was written. @param item undefined: not found */
type Judge = (item: JsonRecord | undefined) => Verdict;

interface Verdict {
  readonly outcome: Outcome;
  readonly text: string;
}

export function readBackCreated(resource: string, id: string, key: Key): MaybePromise<void> {
  return attempt({ resource, op: "create", id, key }, 0, 0, (item) => {
    if (item === undefined) return { outcome: "lost-write", text: "created, but not found by its ID" };
    const isRight = item.id === id && holdsKey(item, key);
    return isRight ? RIGHT : { outcome: "mismatched", text: "created, but its ID holds another item" };
  });
}

export function readBackDeleted(resource: string, id: string, key: Key): MaybePromise<void> {
  return attempt({ resource, op: "delete", id, key }, 0, 0, (item) =>
    item === undefined ? RIGHT : { outcome: "lost-write", text: "deleted, but still found by its ID" },
  );
}

/**
 * Others may have changed the item since, so the update is lost only if the item is as it was before.
 * @param before the item as read before the update. @param sent body of the update
 */
export function readBackUpdated(
  write: Write,
  before: JsonRecord,
  sent: JsonRecord,
  isCounting: boolean,
): MaybePromise<void> {
  const { property = "", kind } = plan.changes[write.resource] ?? {};
  return attempt(write, 0, 0, (item) => {
    if (item !== undefined && typeof write.key === "object" && !holdsKey(item, write.key as Key))
      return { outcome: "mismatched", text: "updated, but its ID holds another item" };
    const isSameVersion = item?._etag !== undefined && item._etag === before._etag;
    if (item === undefined) return RIGHT;
    if (item[property] === sent[property]) {
      const isUnguarded = plan.ifMatch && isSameVersion;
      return isUnguarded ? { outcome: "lost-write", text: "updated, but its _etag is the same as before" } : RIGHT;
    }
    // No update writes a text that this item had before, but numbers and flags can return to an earlier value.
    const isLost = item[property] === before[property] && (isSameVersion || (kind === "text" && !isCounting));
    const text = `updated, but ${property} is ${JSON.stringify(item[property])} as before`;
    return isLost ? { outcome: "lost-write", text } : RIGHT;
  });
}

const RIGHT: Verdict = { outcome: "read", text: "" };

/** @param waits so far. @param before requests so far */
function attempt(write: Write, waits: number, before: number, judge: Judge): MaybePromise<void> {
  const { resource, id } = write;
  const tags = { op: READ_BACK, name: READ_BACK, scenario: READ_BACK };
  return after(exchange(session, identified({ ...readCall(dataUrl, resource, id), ...tags })), (reply) => {
    const { outcome, status, body, durationMs } = reply;
    const bin = binOf(durationMs);
    const requests = before + reply.requests;
    // Any other response says nothing about the write: the client may not see the item, or the target fails.
    if (outcome !== "read" && outcome !== "not-found") return finish(write, "unchanged", requests, bin);
    const verdict = judge(outcome === "read" ? asRecord(parseJson(body)) : undefined);
    const wait = WAITS[waits];
    // A mismatch is no lag: a replica never shows another item under an ID.
    if (!isFailure(verdict.outcome) || verdict.outcome === "mismatched" || wait === undefined) {
      finish(write, verdict.outcome, requests, bin);
      if (isFailure(verdict.outcome)) reportVerdict(write, verdict, status);
      return undefined;
    }
    hasWaited = true;
    sleep(wait);
    return attempt(write, waits + 1, requests, judge);
  });
}

function finish({ resource, id }: Write, outcome: Outcome, requests: number, bin: number): void {
  if (FOR_RUNNER)
    writeLine(writeOperationLine(warmingUp, iteration, codeOf(resource), READ_BACK, outcome, bin, requests, id));
}

function reportVerdict({ resource, op, key }: Write, { outcome, text }: Verdict, status: number): void {
  countOutcome(resource, op, outcome);
  reportItem({ item: iteration, resource, operation: op, outcome, status, body: text }, () => key);
}
