/**
 * The known items of a readwrite plan, one text each, with the parts of their natural keys for requests and checks.
 *
 *     <id> <mark> <mark> ...      with SEPARATOR in between
 *
 * Mark: what its JSON holds where it has no spaces (`:"604822"`), one for each value of the key, in the order of the names
 * that its endpoint's list begins with. Marks are missing where the key is not known.
 */

import type { Items, Scalar } from "../data/dataset.ts";
import type { KnownItem, ReadwritePlan } from "./readwrite-plan.ts";

/** The parts of a text. An array, because an object would take twice as long to create. */
export type PlannedItem = readonly string[];

/** Places of its parts. */
export const ID = 0;
export const FIRST_MARK = 1;

const SEPARATOR = "\t";

/** In the order of the plan: for each endpoint the names of its key members, separated by tabs, then its items. */
export function plannedItems(keys: Items, { items }: Pick<ReadwritePlan, "items">): string[] {
  return Object.entries(items).flatMap(([endpoint, known]) => {
    const any = known.find(([index]) => index >= 0);
    const names = any === undefined ? [] : Object.keys(keys.key(endpoint, any[0]));
    return [names.join(SEPARATOR), ...known.map((item) => write(keys, endpoint, item))];
  });
}

function write(keys: Items, endpoint: string, [index, id]: KnownItem): string {
  const key = index < 0 ? {} : keys.key(endpoint, index);
  return [id, ...Object.values(key).map((value) => `:${JSON.stringify(value)}`)].join(SEPARATOR);
}

export function readPlannedItem(text: string): PlannedItem {
  return text.split(SEPARATOR);
}

/** Natural key of an item, as query filters; empty if it is unknown. @param names of the endpoint's key members */
export function keyOf(names: string, item: PlannedItem): Readonly<Record<string, Scalar>> {
  const key: Record<string, Scalar> = {};
  const all = names.split(SEPARATOR);
  for (let at = FIRST_MARK; at < item.length; at++)
    key[all[at - FIRST_MARK] as string] = JSON.parse((item[at] as string).slice(1)) as Scalar;
  return key;
}

/** The same as a URL query, including `?`. */
export function queryOf(names: string, item: PlannedItem): string {
  const all = names.split(SEPARATOR);
  let query = "";
  for (let at = FIRST_MARK; at < item.length; at++)
    query += (query === "" ? "?" : "&") + filterOf(all[at - FIRST_MARK] as string, item[at] as string);
  return query;
}

/** One of its filters. */
export function filterOf(name: string, mark: string): string {
  const text = mark.slice(1);
  const isPlain = text[0] !== '"' || !text.includes("\\");
  const value = isPlain ? text.split('"').join("") : String(JSON.parse(text));
  return `${name}=${encodeURIComponent(value)}`;
}

/** The wanted member of a key, or the first one. @returns its name and its mark */
export function memberOf(names: string, item: PlannedItem, wanted: string): readonly [name: string, mark: string] {
  const all = names.split(SEPARATOR);
  const at = Math.max(0, all.indexOf(wanted));
  return [all[at] as string, item[at + FIRST_MARK] ?? ""];
}

/** Identifies an item in messages. */
export function keyOrId(names: string, item: PlannedItem): unknown {
  return item.length <= FIRST_MARK ? item[ID] : keyOf(names, item);
}
