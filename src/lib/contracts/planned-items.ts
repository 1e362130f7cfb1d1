/**
 * The known items of a readwrite plan as one text each, with what requests and checks need of their natural keys. k6
 * shares texts between VUs: it parses and freezes an element at each access, and an array takes five times as long.
 *
 *     <id> <query> <mark> <mark> ...      with tabs in between
 *
 * Query: filters by the natural key (`?studentUniqueId=604822`). Mark: what its JSON holds where it has no spaces
 * (`:"604822"`), one for each value of the key, in the order of the query. Query and marks are missing where the key is not
 * known.
 */

import type { Items, Scalar } from "../data/dataset.ts";
import { queryString } from "../edfi/query-string.ts";
import type { KnownItem, ReadwritePlan } from "./readwrite-plan.ts";

/** The parts of a text: an object would take twice as long to make. */
export type PlannedItem = readonly string[];

/** Places of its parts. */
export const ID = 0;
export const QUERY = 1;
export const FIRST_MARK = 2;

const SEPARATOR = "\t";

/** In the order of the plan. @param keys of the plan's dataset */
export function plannedItems(keys: Items, { items }: Pick<ReadwritePlan, "items">): string[] {
  return Object.entries(items).flatMap(([endpoint, known]) => known.map((item) => write(keys, endpoint, item)));
}

function write(keys: Items, endpoint: string, [index, id]: KnownItem): string {
  const key = index < 0 ? {} : keys.key(endpoint, index);
  const marks = Object.values(key).map((value) => `:${JSON.stringify(value)}`);
  return [id, queryString(key), ...marks].join(SEPARATOR);
}

export function readPlannedItem(text: string): PlannedItem {
  return text.split(SEPARATOR);
}

/** Its natural key as query filters; empty where it is not known. */
export function keyOf(item: PlannedItem): Readonly<Record<string, Scalar>> {
  const key: Record<string, Scalar> = {};
  const filters = (item[QUERY] as string).slice(1).split("&");
  for (let at = FIRST_MARK; at < item.length; at++)
    key[filters[at - FIRST_MARK]?.split("=")[0] as string] = JSON.parse((item[at] as string).slice(1)) as Scalar;
  return key;
}

/** For a person to see. */
export function keyOrId(item: PlannedItem): unknown {
  return item[QUERY] === "" ? item[ID] : keyOf(item);
}

/** The file of a run. */
export function writePlannedItems(keys: Items, plan: ReadwritePlan): string {
  return plannedItems(keys, plan).join("\n");
}

export function readPlannedItems(text: string): string[] {
  return text === "" ? [] : text.split("\n");
}
