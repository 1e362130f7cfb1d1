/** Reading operations: by id, by query and by page. Each iteration sends one request; a walk continues in the next. */

import { PREPARE } from "../../lib/contracts/journal/operation-line.ts";
import { keyOf, type PlannedItem } from "../../lib/contracts/planned-items.ts";
import type { Cell } from "../../lib/contracts/readwrite-plan.ts";
import { asRecord, type JsonRecord, parseJson } from "../../lib/edfi/json.ts";
import { queryString } from "../../lib/edfi/query-string.ts";
import type { Outcome } from "../../lib/http/outcome.ts";
import { after, type MaybePromise } from "../../lib/maybe-promise.ts";
import { indexOf } from "../../lib/mix/choice.ts";
import { holdsKey } from "../../lib/mix/item-key.ts";
import { readWithoutLinks } from "../../lib/mix/update-body.ts";
import { type Exchange, exchange } from "../exchange.ts";
import { type Call, headerOf } from "../http-client.ts";
import { concludeExchange, type Turn, turnCall } from "./turn.ts";

/** One of the known items of a resource. */
export function pickItem({ plan, serial }: Turn, resource: string): PlannedItem {
  return plan.item(resource, indexOf(serial, 1, plan.itemCount(resource)));
}

/** Reads an item that nothing is done with. */
export function get(turn: Turn, { resource }: Cell): MaybePromise<void> {
  const item = pickItem(turn, resource);
  return after(sendRead(turn, turnCall(turn, resource, "read"), item), (result) => {
    const outcome = outcomeOfRead(result.reply.outcome, isItem(item, result.reply.body));
    concludeExchange(turn, result, { resource, op: "read", outcome, item });
  });
}

function sendRead(turn: Turn, call: Call, { id }: PlannedItem): MaybePromise<Exchange> {
  return exchange(turn.session, call, undefined, call.url + id);
}

/** Whether a text is the JSON of an item: parsed only where it does not look as usual. */
function isItem(item: PlannedItem, text: string): boolean {
  if (text.startsWith(`{"id":"${item.id}"`) && holdsMarks(text, item)) return true;
  const parsed = asRecord(parseJson(text));
  return parsed?.id === item.id && holdsKey(parsed, keyOf(item));
}

function holdsMarks(text: string, { marks }: PlannedItem): boolean {
  for (let at = 0; at < marks.length; at++) if (!text.includes(marks[at] as string)) return false;
  return true;
}

/**
 * @param op PREPARE: before an update, which fails with it
 * @returns the item without links, or undefined when it could not be read
 */
export function readItem(
  turn: Turn,
  resource: string,
  item: PlannedItem,
  op: "read" | typeof PREPARE,
): MaybePromise<JsonRecord | undefined> {
  return after(sendRead(turn, turnCall(turn, resource, op), item), (result) => {
    const { outcome, body } = result.reply;
    const isRight = outcome === "read" && isItem(item, body);
    const counted = op === PREPARE && !isRight ? "update" : op;
    concludeExchange(turn, result, {
      resource,
      op: counted,
      outcome: outcomeOfRead(outcome, isRight),
      item,
    });
    return isRight ? readWithoutLinks(body) : undefined;
  });
}

/** Page size of a query by one field: a large school has thousands of items, and parsing them is costly. */
const FIRST_PAGE = 25;

export function query(turn: Turn, cell: Cell): MaybePromise<void> {
  const { resource, by = "key" } = cell;
  const item = pickItem(turn, resource);
  if (by !== "key") return queryBy(turn, resource, by, item);
  return after(sendQuery(turn, resource, item.query), (result) => {
    const outcome = outcomeOfRead(result.reply.outcome, isOnly(item, result.reply.body));
    concludeExchange(turn, result, { resource, op: "query", outcome, item });
  });
}

function queryBy(turn: Turn, resource: string, by: string, item: PlannedItem): MaybePromise<void> {
  const filters = item.query.slice(1).split("&");
  let at = filters.length - 1;
  while (at > 0 && !filters[at]?.startsWith(`${by}=`)) at--;
  return after(sendQuery(turn, resource, `?${filters[at]}&limit=${FIRST_PAGE}`), (result) => {
    const isRight = isFirst(item.marks[at] ?? "", result.reply.body) || isFirstOf(by, item, result);
    const outcome = outcomeOfRead(result.reply.outcome, isRight);
    concludeExchange(turn, result, { resource, op: "query", outcome, key: filters[at] });
  });
}

/** Whether a text looks like a list whose first item holds the mark. */
function isFirst(mark: string, text: string): boolean {
  const at = text.startsWith("[{") ? text.indexOf(mark) : -1;
  return at > 0 && at < text.indexOf(ETAG);
}

function isFirstOf(by: string, item: PlannedItem, { reply }: Exchange): boolean {
  const [first] = itemsIn(reply.body);
  return first !== undefined && holdsKey(first, { [by]: keyOf(item)[by] ?? "" });
}

function sendQuery(turn: Turn, resource: string, filters: string): MaybePromise<Exchange> {
  const call = turnCall(turn, resource, "query");
  return exchange(turn.session, call, undefined, call.url + filters);
}

/** Whether a text is the JSON of a list of this item alone. */
function isOnly(item: PlannedItem, text: string): boolean {
  const etag = text.indexOf(ETAG);
  const isOne = etag > 0 && text.startsWith("[{") && text.indexOf(ETAG, etag + 1) < 0;
  if (isOne && holdsMarks(text, item)) return true;
  const items = itemsIn(text);
  return items.length === 1 && holdsKey(items[0] as JsonRecord, keyOf(item));
}

/** Items of a list; empty where the text is no list. */
function itemsIn(text: string): readonly JsonRecord[] {
  const items = parseJson(text);
  return Array.isArray(items) ? items.map((item) => asRecord(item) ?? {}) : [];
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
  const call = turnCall(turn, resource, "page");
  return after(exchange(turn.session, call, undefined, call.url + queryString(filters)), (result) => {
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

/** Each item has one. */
const ETAG = '"_etag"';

/** Number of items in a list, without parsing it where it looks as usual. -1 when the text is not a list. */
function countItems(text: string): number {
  let count = 0;
  if (text.startsWith("[{") && text.endsWith("}]"))
    for (let at = text.indexOf(ETAG); at >= 0; at = text.indexOf(ETAG, at + 1)) count++;
  if (count > 0) return count;
  const items = parseJson(text);
  return Array.isArray(items) ? items.length : -1;
}
