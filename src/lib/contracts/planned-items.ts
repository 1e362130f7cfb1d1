/**
 * The known items of a readwrite plan as one text each, with what requests and checks need of their natural keys.
 *
 *     <id> <mark> <mark> ...      with SEPARATOR in between
 *
 * Mark: what its JSON holds where it has no spaces (`:"604822"`), one for each value of the key, in the order of the names
 * that its endpoint's list begins with. Marks are missing where the key is not known.
 */

import type { Items, Scalar } from "../data/dataset.ts";
import type { KnownItem, ReadwritePlan } from "./readwrite-plan.ts";

/** The parts of a text: an object would take twice as long to make. */
export type PlannedItem = readonly string[];

/** Places of its parts. */
export const ID = 0;
export const FIRST_MARK = 1;

const SEPARATOR = "\t";

/** In the order of the plan: of each endpoint the names of its keys, with tabs in between, then its items. */
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

/** Its natural key, as its filters have it; empty where it is not known. @param names of the endpoint's keys */
export function keyOf(names: string, item: PlannedItem): Readonly<Record<string, Scalar>> {
  const key: Record<string, Scalar> = {};
  const all = names.split(SEPARATOR);
  for (let at = FIRST_MARK; at < item.length; at++)
    key[all[at - FIRST_MARK] as string] = JSON.parse((item[at] as string).slice(1)) as Scalar;
  return key;
}

/** The same as the query of an address, `?` included. */
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

/** The member of a key that is wanted, else the first. @returns its name and its mark */
export function memberOf(names: string, item: PlannedItem, wanted: string): readonly [name: string, mark: string] {
  const all = names.split(SEPARATOR);
  const at = Math.max(0, all.indexOf(wanted));
  return [all[at] as string, item[at + FIRST_MARK] ?? ""];
}

/** For a person to see. */
export function keyOrId(names: string, item: PlannedItem): unknown {
  return item.length <= FIRST_MARK ? item[ID] : keyOf(names, item);
}
