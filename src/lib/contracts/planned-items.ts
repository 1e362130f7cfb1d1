/**
 * The known items of a readwrite plan as one text each, with what requests and checks need of their natural keys. k6
 * shares texts between VUs: it parses and freezes an element at each access, and an array takes five times as long.
 *
 *     <index> <id> <query> <mark> <mark> ...      with tabs in between
 */

import { createItems } from "../data/create-dataset.ts";
import type { Items, Scalar } from "../data/dataset.ts";
import { queryString } from "../edfi/query-string.ts";
import type { KnownItem, ReadwritePlan } from "./readwrite-plan.ts";

/** Query and marks are empty where the key is not known. */
export interface PlannedItem {
  /** In the dataset; -1 where it is not known. */
  readonly index: number;
  readonly id: string;
  /** Filters by the natural key: `?studentUniqueId=604822`. */
  readonly query: string;
  /** What its JSON holds where it has no spaces, one for each value of the key, in the order of the query: `:"604822"`. */
  readonly marks: readonly string[];
}

const SEPARATOR = "\t";
/** Parts of a text before its marks. */
const FIRST_MARK = 3;

/** In the order of the plan. */
export function plannedItems({ dataset, items }: Pick<ReadwritePlan, "dataset" | "items">): string[] {
  const keys = createItems(dataset);
  return Object.entries(items).flatMap(([endpoint, known]) => known.map((item) => write(keys, endpoint, item)));
}

function write(keys: Items, endpoint: string, [index, id]: KnownItem): string {
  const key = index < 0 ? {} : keys.key(endpoint, index);
  const marks = Object.values(key).map((value) => `:${JSON.stringify(value)}`);
  return [index, id, queryString(key), ...marks].join(SEPARATOR);
}

export function readPlannedItem(text: string): PlannedItem {
  const parts = text.split(SEPARATOR);
  return { index: Number(parts[0]), id: parts[1] as string, query: parts[2] as string, marks: parts.slice(FIRST_MARK) };
}

/** Its natural key as query filters; empty where it is not known. */
export function keyOf({ query, marks }: PlannedItem): Readonly<Record<string, Scalar>> {
  const key: Record<string, Scalar> = {};
  const filters = query.slice(1).split("&");
  for (let at = 0; at < marks.length; at++)
    key[filters[at]?.split("=")[0] as string] = JSON.parse((marks[at] as string).slice(1)) as Scalar;
  return key;
}

/** For a person to see. */
export function keyOrId(item: PlannedItem): unknown {
  return item.query === "" ? item.id : keyOf(item);
}

/** The file of a run. */
export function writePlannedItems(plan: ReadwritePlan): string {
  return plannedItems(plan).join("\n");
}

export function readPlannedItems(text: string): string[] {
  return text === "" ? [] : text.split("\n");
}
