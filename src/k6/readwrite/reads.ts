/** Read operations: by ID and by query. */

import { PREPARE } from "../../lib/contracts/journal/operation-line.ts";
import {
  FIRST_MARK,
  filterOf,
  ID,
  keyOf,
  memberOf,
  type PlannedItem,
  queryOf,
} from "../../lib/contracts/planned-items.ts";
import type { Sharing } from "../../lib/contracts/readwrite-plan.ts";
import type { Scalar } from "../../lib/data/dataset.ts";
import { asRecord, type JsonRecord, parseJson } from "../../lib/edfi/json.ts";
import type { Outcome } from "../../lib/http/outcome.ts";
import type { MaybePromise } from "../../lib/maybe-promise.ts";
import { indexOf } from "../../lib/mix/choice.ts";
import type { MixOperation } from "../../lib/mix/compact-mix.ts";
import { holdsKey } from "../../lib/mix/item-key.ts";
import type { Reply } from "../http-client.ts";
import { itemAt, namesOf } from "./known-items.ts";
import { conclude, request } from "./request.ts";
import { chance, firstItems, itemCounts, numberOf } from "./vu.ts";

/**
 * Picks one of the known items of a resource.
 * @param sharing with other runs: if there are enough items, no other run picks the same one
 */
export function pickItem(resource: string, sharing?: Sharing): PlannedItem {
  const number = numberOf[resource] as number;
  const all = itemCounts[number] as number;
  const begin = firstItems[number] as number;
  if (!FOR_RUNNER || sharing === undefined || all < sharing.count) return itemAt(begin + indexOf(chance, 1, all));
  return itemAt(begin + indexOf(chance, 1, Math.floor(all / sharing.count)) * sharing.count + sharing.index);
}

/** Reads a known item by its ID. */
export function get(resource: string): MaybePromise<void> {
  const item = pickItem(resource);
  return request(resource, "GET", "read", `/${item[ID]}`, undefined, concludeGet, item);
}

function concludeGet(resource: string, item: PlannedItem, reply: Reply): void {
  const { outcome, body } = reply;
  conclude(reply, resource, "read", outcomeOfRead(outcome, isItem(resource, item, body)), "", item);
}

/** Whether a text is the JSON of an item. Parsed only if it does not look as usual: parsing is the costly part. */
function isItem(resource: string, item: PlannedItem, text: string): boolean {
  if (isPlainItem(item, text)) return true;
  const parsed = asRecord(parseJson(text));
  return parsed !== undefined && parsed.id === item[ID] && holdsKey(parsed, keyOf(namesOf(resource), item));
}

function isPlainItem(item: PlannedItem, text: string): boolean {
  return text.startsWith(`{"id":"${item[ID]}"`) && holdsMarks(text, item);
}

function holdsMarks(text: string, item: PlannedItem): boolean {
  const { length } = item;
  for (let at = FIRST_MARK; at < length; at++) if (!text.includes(item[at] as string)) return false;
  return true;
}

/** Reads an item before its update. If this fails, the update counts as failed. @returns its JSON; undefined if it failed */
export function readForUpdate(resource: string, item: PlannedItem): MaybePromise<string | undefined> {
  return request(resource, "GET", PREPARE, `/${item[ID]}`, undefined, concludeRead, item);
}

function concludeRead(resource: string, item: PlannedItem, reply: Reply): string | undefined {
  const { outcome, body } = reply;
  const isRight = outcome === "read" && isItem(resource, item, body);
  conclude(reply, resource, isRight ? PREPARE : "update", outcomeOfRead(outcome, isRight), "", item);
  return isRight ? body : undefined;
}

/** Page size of a query by one field: a large school has thousands of items, and parsing them is costly. */
const FIRST_PAGE = 25;

export function query(resource: string, { by = "key" }: MixOperation): MaybePromise<void> {
  const item = pickItem(resource);
  // The mix of a direct `k6 run` queries by key only.
  if (FOR_RUNNER && by !== "key") return queryBy(resource, by, item);
  const filters = queryOf(namesOf(resource), item);
  return request(resource, "GET", "query", filters, undefined, concludeQuery, item);
}

function concludeQuery(resource: string, item: PlannedItem, reply: Reply): void {
  const { outcome, body } = reply;
  conclude(reply, resource, "query", outcomeOfRead(outcome, isOnly(resource, item, body)), "", item);
}

function queryBy(resource: string, by: string, item: PlannedItem): MaybePromise<void> {
  const [name, mark] = memberOf(namesOf(resource), item, by);
  const filter = filterOf(name, mark);
  const filters = `?${filter}&limit=${FIRST_PAGE}`;
  return request(resource, "GET", "query", filters, undefined, concludeQueryBy, { name, mark, filter });
}

interface Asked {
  readonly name: string;
  readonly mark: string;
  readonly filter: string;
}

function concludeQueryBy(resource: string, { name, mark, filter }: Asked, reply: Reply): void {
  const { outcome, body } = reply;
  const isRight = isFirst(mark, body) || isFirstOf(name, mark, body);
  conclude(reply, resource, "query", outcomeOfRead(outcome, isRight), "", filter);
}

/** Occurs exactly once in each item. */
const ETAG = '"_etag"';

/** Whether a text looks like a list whose first item holds the mark. */
function isFirst(mark: string, text: string): boolean {
  const at = text.startsWith("[{") ? text.indexOf(mark) : -1;
  return at > 0 && at < text.indexOf(ETAG);
}

function isFirstOf(name: string, mark: string, text: string): boolean {
  const [first] = itemsIn(text);
  return first !== undefined && mark !== "" && holdsKey(first, { [name]: JSON.parse(mark.slice(1)) as Scalar });
}

/** Whether a text is the JSON of a list of this item alone. */
function isOnly(resource: string, item: PlannedItem, text: string): boolean {
  const etag = text.indexOf(ETAG);
  const isOne = etag > 0 && text.startsWith("[{") && text.indexOf(ETAG, etag + 1) < 0;
  if (isOne && holdsMarks(text, item)) return true;
  const items = itemsIn(text);
  return items.length === 1 && holdsKey(items[0] as JsonRecord, keyOf(namesOf(resource), item));
}

/** Items of a list; empty if the text is no list. */
function itemsIn(text: string): readonly JsonRecord[] {
  const items = parseJson(text);
  return Array.isArray(items) ? items.map((item) => asRecord(item) ?? {}) : [];
}

export function outcomeOfRead(outcome: Outcome, isRight: boolean): Outcome {
  return outcome === "read" && !isRight ? "mismatched" : outcome;
}
