/** One work item: make its body, send it until the outcome stands, write its journal line. */

import exec from "k6/execution";
import type { Dataset, Vocabulary } from "../../lib/data/dataset.ts";
import { type ItemResult, writeItemLine } from "../../lib/journal/line.ts";
import { after, type MaybePromise } from "../../lib/maybe-promise.ts";
import { locateItem } from "../../lib/plan/load-plan.ts";
import { type Exchange, exchange, type Session } from "../exchange.ts";
import { headerOf } from "../http-client.ts";
import { itemFailures, itemsDone, outcomes, unresolvedRepeats } from "../metrics.ts";
import { createCall } from "../resource-calls.ts";
import { UNDER_RUNNER } from "../settings.ts";
import { crossBorder } from "./border.ts";
import { MissingParents } from "./missing-parents.ts";
import type { WorkInHand } from "./work.ts";

export interface Loader {
  readonly session: Session;
  readonly dataUrl: string;
  readonly dataset: Dataset;
  readonly vocabulary: Vocabulary;
  readonly work: WorkInHand;
  /** Most items under way at once. */
  readonly vus: number;
}

/** Failure lines that one VU writes per resource and status: the item lines still name every item. */
const LINES_PER_CAUSE = 10;
const LONGEST_BODY = 2000;

/** After so many items in a row without any usable answer, the target is gone: going on would only wear out the rest. */
const LOST_IN_A_ROW = 2;

const missing = new MissingParents();
let lost = 0;
const written = new Map<string, number>();
let lastDurationMs = 0;

export function loadItem(loader: Loader, item: number): MaybePromise<void> {
  const { segment, index } = locateItem(loader.work.segments, item);
  const position = item - firstOfLevel(loader.work.segments, segment.level);
  return after(crossBorder(segment.level, position, loader.vus, lastDurationMs), () => {
    const body = loader.dataset.body(segment.endpoint, index, loader.vocabulary);
    if (missing.blocks(body)) return finish(segment.endpoint, item, "blocked", 0, "");
    const call = createCall(loader.dataUrl, segment.endpoint, JSON.stringify(body));
    return after(exchange(loader.session, call), (result) => {
      lastDurationMs = result.reply.durationMs;
      const outcome = conclude(loader, segment.endpoint, item, index, result);
      if (outcome === "unresolved-reference") missing.learn(body, result.reply.body);
    });
  });
}

function conclude(
  loader: Loader,
  endpoint: string,
  item: number,
  index: number,
  { reply, repeats, unresolved }: Exchange,
): string {
  const id = /([^/]+)\/?$/.exec(headerOf(reply, "location") ?? "")?.[1] ?? "";
  const { outcome } = reply;
  if (unresolved > 0) unresolvedRepeats.add(unresolved);
  outcomes.add(1, { resource: endpoint, op: "create", outcome });
  lost = outcome === "cut-off" || outcome === "timed-out" || outcome === "unavailable" ? lost + 1 : 0;
  if (outcome === "created") finish(endpoint, item, "created", repeats, id);
  else if (outcome === "updated") finish(endpoint, item, "present", repeats, id);
  else {
    const key = JSON.stringify(loader.dataset.key(endpoint, index));
    reportItemFailure(endpoint, reply.status, {
      item,
      resource: endpoint,
      operation: "create",
      key,
      outcome,
      status: reply.status,
      body: reply.body.slice(0, LONGEST_BODY),
    });
    finish(endpoint, item, "failed", repeats, "");
    if (lost >= LOST_IN_A_ROW) exec.test.abort(`the target does not answer any more: POST ${endpoint}, ${outcome}`);
  }
  return outcome;
}

function finish(endpoint: string, item: number, result: ItemResult, repeats: number, id: string): void {
  const failed = result === "failed" || result === "blocked";
  itemFailures.add(failed, { resource: endpoint });
  if (!failed) itemsDone.add(1, { resource: endpoint });
  if (UNDER_RUNNER) console.log(writeItemLine(item, result, repeats, id));
}

function reportItemFailure(endpoint: string, status: number, failure: object): void {
  const cause = `${endpoint} ${status}`;
  const before = written.get(cause) ?? 0;
  written.set(cause, before + 1);
  if (before < LINES_PER_CAUSE) console.log(`f ${JSON.stringify(failure)}`);
}

let level = 0;
let first = 0;

/** Number of the first item of a level; remembered, since items come in order. */
function firstOfLevel(segments: WorkInHand["segments"], wanted: number): number {
  if (level !== wanted) {
    level = wanted;
    first = segments.find((segment) => segment.level === wanted)?.first ?? 0;
  }
  return first;
}
