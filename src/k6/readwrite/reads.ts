/** Reading operations: by id, by query and by page. Each iteration sends one request; a walk continues in the next. */

import { PREPARE } from "../../lib/contracts/journal/operation-line.ts";
import { routeName } from "../../lib/contracts/metrics.ts";
import type { Cell, KnownItem } from "../../lib/contracts/readwrite-plan.ts";
import { asRecord, type JsonRecord, parseJson } from "../../lib/edfi/json.ts";
import type { Outcome } from "../../lib/http/outcome.ts";
import { after, type MaybePromise } from "../../lib/maybe-promise.ts";
import { indexOf } from "../../lib/mix/choice.ts";
import { holdsKey } from "../../lib/mix/item-key.ts";
import { headerOf } from "../http-client.ts";
import { pathOf, queryCall, readCall } from "../resource-calls.ts";
import { ask, concludeExchange, type Turn } from "./turn.ts";

/** One of the known items of a resource. */
export function pickItem(turn: Turn, resource: string): KnownItem {
  return turn.plan.item(resource, indexOf(turn.serial, 1, turn.plan.itemCount(resource)));
}

/** The request is apart from the figures of the scenario. */
const APART = { op: PREPARE, name: PREPARE, scenario: PREPARE };

/**
 * @param op PREPARE: before an update, which fails with it
 * @returns the item, or undefined when it could not be read
 */
export function readItem(
  turn: Turn,
  resource: string,
  [index, id]: KnownItem,
  op: "read" | typeof PREPARE,
): MaybePromise<JsonRecord | undefined> {
  const call = readCall(turn.dataUrl, resource, id);
  return after(ask(turn, op === PREPARE ? { ...call, ...APART } : call), (result) => {
    const item = result.reply.outcome === "read" ? asRecord(parseJson(result.reply.body)) : undefined;
    const key = index < 0 ? {} : turn.dataset.key(resource, index);
    const isRight = item?.id === id && holdsKey(item, key);
    const outcome = result.reply.outcome === "read" && !isRight ? "mismatched" : result.reply.outcome;
    const counted = op === PREPARE && !isRight ? "update" : op;
    concludeExchange(turn, result, { resource, op: counted, outcome, key });
    return isRight ? item : undefined;
  });
}

/** Page size of a query by one field: a large school has thousands of items, and parsing them is costly. */
const FIRST_PAGE = 25;

export function query(turn: Turn, { resource, by = "key" }: Cell): MaybePromise<void> {
  const [index] = pickItem(turn, resource);
  const key = turn.dataset.key(resource, index);
  const filters = by === "key" ? key : { [by]: key[by] ?? "" };
  const asked = by === "key" ? filters : { ...filters, limit: FIRST_PAGE };
  return after(ask(turn, queryCall(turn.dataUrl, resource, asked)), (result) => {
    const items = result.reply.outcome === "read" ? parseJson(result.reply.body) : undefined;
    const found = Array.isArray(items) ? items : [];
    const isRight =
      (by === "key" ? found.length === 1 : found.length > 0) && holdsKey(asRecord(found[0]) ?? {}, filters);
    const outcome = outcomeOfRead(result.reply.outcome, isRight);
    concludeExchange(turn, result, { resource, op: "query", outcome, key: filters });
  });
}

function outcomeOfRead(outcome: Outcome, isRight: boolean): Outcome {
  return outcome === "read" && !isRight ? "mismatched" : outcome;
}

interface Walk {
  /** Walks before this one: they take the limits in turn. */
  readonly number: number;
  readonly page: number;
  readonly offset: number;
  /** Items on its pages so far. */
  readonly seen: number;
  readonly token: string;
}

const walks = new Map<Cell, Walk>();

/** Loaded items stay at the target all the time: a walk to the end must meet as many. */
function leastItems({ plan }: Turn, resource: string): number {
  return Math.min(plan.itemCount(resource), plan.counts[resource] ?? 0);
}

/** The next page of this VU's walk. */
export function page(turn: Turn, cell: Cell): MaybePromise<void> {
  const { resource, limits = [25], totalCount = false, pages = 0 } = cell;
  const walk = walks.get(cell) ?? { number: turn.iteration % limits.length, page: 0, offset: 0, seen: 0, token: "" };
  const limit = limits[walk.number % limits.length] as number;
  const isCursor = cell.by === "cursor";
  const filters =
    isCursor && walk.token !== ""
      ? { pageToken: walk.token, pageSize: limit }
      : { ...(isCursor ? {} : { offset: walk.offset }), limit, ...(totalCount ? { totalCount } : {}) };
  const call = {
    ...queryCall(turn.dataUrl, resource, filters),
    op: "page",
    name: routeName("GET", pathOf(resource), "?offset"),
  };
  return after(ask(turn, call), (result) => {
    const { reply } = result;
    const count = countItems(reply.body);
    const hasTotal = !totalCount || /^\d+$/.test(headerOf(reply, "total-count") ?? "");
    const token = isCursor ? (headerOf(reply, "next-page-token") ?? "") : "";
    const isLast = isCursor ? token === "" : count < limit;
    const seen = walk.seen + count;
    const isRight = count >= 0 && count <= limit && hasTotal && !(isLast && seen < leastItems(turn, resource));
    const outcome = outcomeOfRead(reply.outcome, isRight);
    concludeExchange(turn, result, { resource, op: "page", outcome, key: filters });
    const isEnd = outcome !== "read" || isLast || walk.page + 1 === pages;
    walks.set(
      cell,
      isEnd
        ? { number: walk.number + 1, page: 0, offset: 0, seen: 0, token: "" }
        : { ...walk, page: walk.page + 1, offset: walk.offset + limit, seen, token },
    );
  });
}

/** Number of items in a list, without parsing it: each has one `_etag`. -1 when the text is not a list. */
function countItems(body: string): number {
  const text = body.trim();
  if (!text.startsWith("[")) return -1;
  const marks = text.split('"_etag"').length - 1;
  if (marks > 0) return marks;
  const items = parseJson(text);
  return Array.isArray(items) ? items.length : -1;
}
