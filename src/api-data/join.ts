/**
 * Finds items that references of one body can point to at once. Values that must be the same in a body come from items that
 * agree on them, so that the school of a section is also that of its course. Pure.
 */

import type { Scalar } from "../lib/data/dataset.ts";
import { type KnownItems, referenceValues, type Source } from "./sources.ts";

/** One reference of a body. */
export interface Wanted {
  readonly source: Source;
  /** Beside the source's fields: one name for all values of the body that must be the same. */
  readonly names: readonly string[];
  /** Those of them that are part of the natural key. */
  readonly keyNames: readonly string[];
}

/** References that share no value with those of another group. */
export interface JoinedGroup {
  /** Places in the list that was joined. */
  readonly members: readonly number[];
  /** Indexes of items, a row for each choice. Absent: one reference, and every item is a choice. */
  readonly rows?: readonly (readonly number[])[];
  readonly size: number;
}

/** Items of a source that are looked at. */
const MOST_ITEMS = 4000;
/** Rows that decide no key: for some variety, and no more keys than are kept at hand (see `withTargetData`). */
export const USUAL_ROWS = 8;
const MOST_ROWS = 10_000;

/**
 * Undefined when no items agree.
 * @param count of items that are made: each may need a row of its own
 */
export function join(wanted: readonly Wanted[], items: KnownItems, count: number): JoinedGroup[] | undefined {
  const groups = groupsOf(wanted).map((members) => {
    const hasKey = members.some((at) => isInKey(wanted[at]));
    const most = hasKey ? Math.min(Math.max(count, USUAL_ROWS), MOST_ROWS) : USUAL_ROWS;
    return joinGroup(members, wanted, items, most);
  });
  return groups.every((group) => group !== undefined) ? groups : undefined;
}

function groupsOf(wanted: readonly Wanted[]): number[][] {
  const groups: { members: number[]; names: Set<string> }[] = [];
  for (const [at, { names }] of wanted.entries()) {
    const touched = groups.filter((group) => names.some((name) => group.names.has(name)));
    const merged = {
      members: [...touched.flatMap(({ members }) => members), at],
      names: new Set([...touched.flatMap((group) => [...group.names]), ...names]),
    };
    for (const group of touched) groups.splice(groups.indexOf(group), 1);
    groups.push(merged);
  }
  return groups.map(({ members }) => members);
}

interface Row {
  readonly indexes: ReadonlyMap<number, number>;
  readonly values: ReadonlyMap<string, Scalar>;
}

function joinGroup(
  members: readonly number[],
  wanted: readonly Wanted[],
  items: KnownItems,
  most: number,
): JoinedGroup | undefined {
  const [only, second] = members;
  if (only !== undefined && second === undefined && isUnconditional(wanted[only] as Wanted))
    return { members, size: (wanted[only] as Wanted).source.count };
  // References with many fields decide, and parts of the key before others.
  const weight = (at: number): number => (wanted[at] as Wanted).names.length + (isInKey(wanted[at]) ? 100 : 0);
  const order = [...members].sort((a, b) => weight(b) - weight(a));
  let rows: Row[] = [{ indexes: new Map(), values: new Map() }];
  for (const at of order) rows = extend(rows, at, wanted[at] as Wanted, items, most);
  if (rows.length === 0) return undefined;
  const distinct = distinctKeys(rows, wanted).slice(0, most);
  return {
    members,
    rows: distinct.map(({ indexes }) => members.map((at) => indexes.get(at) as number)),
    size: distinct.length,
  };
}

/** Each of its items is another choice: no two of its own fields must be the same, and the whole is in the key or nothing. */
function isUnconditional({ names, keyNames, source }: Wanted): boolean {
  if (source.only !== undefined) return false;
  const isWhole = keyNames.length === 0 || keyNames.length === names.length;
  return isWhole && new Set(names).size === names.length;
}

function extend(
  rows: readonly Row[],
  at: number,
  { source, names, keyNames }: Wanted,
  items: KnownItems,
  most: number,
): Row[] {
  const known = rows[0]?.values ?? new Map();
  const shared = names.filter((name) => known.has(name));
  const textOf = (values: ReadonlyMap<string, Scalar>): string =>
    JSON.stringify(shared.map((name) => plain(values.get(name))));
  const found = new Map<string, { index: number; values: ReadonlyMap<string, Scalar> }[]>();
  for (const index of candidates(source)) {
    const values = unifiedValues(referenceValues(source, index, items), names);
    if (values === undefined) continue;
    const list = found.get(textOf(values));
    if (list === undefined) found.set(textOf(values), [{ index, values }]);
    else list.push({ index, values });
  }
  const extended: Row[] = [];
  for (const [place, row] of rows.entries()) {
    const matches = found.get(textOf(row.values)) ?? [];
    // Beyond the key one item is enough; in turn, so that not all rows have the first.
    const taken =
      (keyNames.length > 0 || row.indexes.size === 0) && matches.length > 0
        ? matches
        : matches.slice(place % matches.length).slice(0, 1);
    for (const { index, values } of taken) {
      if (extended.length >= most && rows.length > 1) return extended;
      extended.push({
        indexes: new Map([...row.indexes, [at, index]]),
        values: new Map([...row.values, ...values]),
      });
    }
  }
  return extended;
}

function candidates({ count, only }: Source): readonly number[] {
  return only === undefined ? Array.from({ length: Math.min(count, MOST_ITEMS) }, (_, index) => index) : [only];
}

/** Undefined for an item that gives two values to one name. */
function unifiedValues(values: readonly Scalar[], names: readonly string[]): ReadonlyMap<string, Scalar> | undefined {
  const unified = new Map<string, Scalar>();
  for (const [place, name] of names.entries()) {
    const value = values[place] as Scalar;
    if (unified.has(name) && plain(unified.get(name)) !== plain(value)) return undefined;
    unified.set(name, value);
  }
  return unified;
}

/** As servers compare them. */
function plain(value: Scalar | undefined): string {
  return String(value).toLowerCase();
}

/** Rows of which no two give the same natural key. */
function distinctKeys(rows: readonly Row[], wanted: readonly Wanted[]): readonly Row[] {
  const [first] = rows;
  const names = wanted.flatMap(({ keyNames }, at) => (first?.indexes.has(at) === true ? keyNames : []));
  if (names.length === 0) return rows;
  const seen = new Set<string>();
  return rows.filter(({ values }) => {
    const key = JSON.stringify(names.map((name) => plain(values.get(name))));
    return !seen.has(key) && seen.add(key);
  });
}

function isInKey(wanted: Wanted | undefined): boolean {
  return wanted !== undefined && wanted.keyNames.length > 0;
}
