/** Reading operations: by id and by query. */

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
import { itemAt, namesOf } from "./plan.ts";
import { conclude, request, type Turn } from "./turn.ts";

/**
 * One of the known items of a resource.
 * @param sharing one that no other run picks, where there are as many as runs
 */
export function pickItem({ plan, chance }: Turn, resource: string, sharing?: Sharing): PlannedItem {
  const place = plan.place[resource] as number;
  const all = plan.count[place] as number;
  const first = plan.first[place] as number;
  if (!FOR_RUNNER || sharing === undefined || all < sharing.count) return itemAt(plan, first + indexOf(chance, 1, all));
  const { count, index } = sharing;
  return itemAt(plan, first + indexOf(chance, 1, Math.floor(all / count)) * count + index);
}

/** Reads an item that nothing is done with. */
export function get(turn: Turn, resource: string): MaybePromise<void> {
  const item = pickItem(turn, resource);
  return request(turn, resource, "read", `/${item[ID]}`, undefined, concludeGet, item);
}

function concludeGet(turn: Turn, resource: string, item: PlannedItem, reply: Reply): void {
  const { outcome, body } = reply;
  conclude(turn, reply, resource, "read", outcomeOfRead(outcome, isItem(turn, resource, item, body)), "", item);
}

/** Whether a text is the JSON of an item: parsed only where it does not look as usual. */
function isItem({ plan }: Turn, resource: string, item: PlannedItem, text: string): boolean {
  if (isPlainItem(item, text)) return true;
  const parsed = asRecord(parseJson(text));
  return parsed !== undefined && parsed.id === item[ID] && holdsKey(parsed, keyOf(namesOf(plan, resource), item));
}

function isPlainItem(item: PlannedItem, text: string): boolean {
  return text.startsWith(`{"id":"${item[ID]}"`) && holdsMarks(text, item);
}

function holdsMarks(text: string, item: PlannedItem): boolean {
  const { length } = item;
  for (let at = FIRST_MARK; at < length; at++) if (!text.includes(item[at] as string)) return false;
  return true;
}

/** Reads an item before its update, which fails with it. @returns its JSON; undefined when it could not be read */
export function readForUpdate(turn: Turn, resource: string, item: PlannedItem): MaybePromise<string | undefined> {
  return request(turn, resource, PREPARE, `/${item[ID]}`, undefined, concludeRead, item);
}

function concludeRead(turn: Turn, resource: string, item: PlannedItem, reply: Reply): string | undefined {
  const { outcome, body } = reply;
  const isRight = outcome === "read" && isItem(turn, resource, item, body);
  conclude(turn, reply, resource, isRight ? PREPARE : "update", outcomeOfRead(outcome, isRight), "", item);
  return isRight ? body : undefined;
}

/** Page size of a query by one field: a large school has thousands of items, and parsing them is costly. */
const FIRST_PAGE = 25;

export function query(turn: Turn, resource: string, { by = "key" }: MixOperation): MaybePromise<void> {
  const item = pickItem(turn, resource);
  // The mix of a direct `k6 run` asks for keys alone.
  if (FOR_RUNNER && by !== "key") return queryBy(turn, resource, by, item);
  const filters = queryOf(namesOf(turn.plan, resource), item);
  return request(turn, resource, "query", filters, undefined, concludeQuery, item);
}

function concludeQuery(turn: Turn, resource: string, item: PlannedItem, reply: Reply): void {
  const { outcome, body } = reply;
  conclude(turn, reply, resource, "query", outcomeOfRead(outcome, isOnly(turn, resource, item, body)), "", item);
}

function queryBy(turn: Turn, resource: string, by: string, item: PlannedItem): MaybePromise<void> {
  const [name, mark] = memberOf(namesOf(turn.plan, resource), item, by);
  const filter = filterOf(name, mark);
  const filters = `?${filter}&limit=${FIRST_PAGE}`;
  return request(turn, resource, "query", filters, undefined, concludeQueryBy, { name, mark, filter });
}

interface Asked {
  readonly name: string;
  readonly mark: string;
  readonly filter: string;
}

function concludeQueryBy(turn: Turn, resource: string, { name, mark, filter }: Asked, reply: Reply): void {
  const { outcome, body } = reply;
  const isRight = isFirst(mark, body) || isFirstOf(name, mark, body);
  conclude(turn, reply, resource, "query", outcomeOfRead(outcome, isRight), "", filter);
}

/** Each item has one. */
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
function isOnly({ plan }: Turn, resource: string, item: PlannedItem, text: string): boolean {
  const etag = text.indexOf(ETAG);
  const isOne = etag > 0 && text.startsWith("[{") && text.indexOf(ETAG, etag + 1) < 0;
  if (isOne && holdsMarks(text, item)) return true;
  const items = itemsIn(text);
  return items.length === 1 && holdsKey(items[0] as JsonRecord, keyOf(namesOf(plan, resource), item));
}

/** Items of a list; empty where the text is no list. */
function itemsIn(text: string): readonly JsonRecord[] {
  const items = parseJson(text);
  return Array.isArray(items) ? items.map((item) => asRecord(item) ?? {}) : [];
}

export function outcomeOfRead(outcome: Outcome, isRight: boolean): Outcome {
  return outcome === "read" && !isRight ? "mismatched" : outcome;
}
