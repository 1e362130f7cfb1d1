/**
 * Finds items that references of one body can point to at once. Fields of the same name hold the same value in a body
 * (Ed-Fi's key unification), so that the school of a section is also that of its course. Pure.
 */

import type { Scalar } from "../lib/data/dataset.ts";
import { type KnownItems, referenceValues, type Source } from "./sources.ts";

/** One reference of a body. */
export interface Wanted {
  /** It is part of the natural key. */
  readonly isKey: boolean;
  /** Fields of a reference with a role are not those of others: `sourceLearningStandard`. Empty: no role. */
  readonly role: string;
  readonly source: Source;
}

/** References that share no field with those of another group. */
export interface JoinedGroup {
  /** Places in the list that was joined. */
  readonly members: readonly number[];
  /** Indexes of items, a row for each choice. Absent: one reference, and every item is a choice. */
  readonly rows?: readonly (readonly number[])[];
  readonly size: number;
}

/** Items of a source that are looked at. */
const MOST_ITEMS = 4000;
const MOST_ROWS = 1000;

/** Undefined when no items agree. */
export function join(wanted: readonly Wanted[], items: KnownItems): JoinedGroup[] | undefined {
  const groups = groupsOf(wanted).map((members) => joinGroup(members, wanted, items));
  return groups.every((group) => group !== undefined) ? groups : undefined;
}

function fieldNames({ source, role }: Wanted): readonly string[] {
  return source.fields.map(([name]) => role + name);
}

function groupsOf(wanted: readonly Wanted[]): number[][] {
  const groups: { members: number[]; names: Set<string> }[] = [];
  for (const [at, one] of wanted.entries()) {
    const names = fieldNames(one);
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

function joinGroup(members: readonly number[], wanted: readonly Wanted[], items: KnownItems): JoinedGroup | undefined {
  const [only, second] = members;
  if (only !== undefined && second === undefined) return { members, size: (wanted[only] as Wanted).source.count };
  // References with many fields decide, and parts of the key before others.
  const weight = (at: number): number =>
    fieldNames(wanted[at] as Wanted).length + (wanted[at]?.isKey === true ? 100 : 0);
  const order = [...members].sort((a, b) => weight(b) - weight(a));
  let rows: Row[] = [{ indexes: new Map(), values: new Map() }];
  for (const at of order) rows = extend(rows, at, wanted[at] as Wanted, items);
  if (rows.length === 0) return undefined;
  const distinct = distinctKeys(rows, wanted);
  return {
    members,
    rows: distinct.map(({ indexes }) => members.map((at) => indexes.get(at) as number)),
    size: distinct.length,
  };
}

function extend(rows: readonly Row[], at: number, wanted: Wanted, items: KnownItems): Row[] {
  const { source, isKey, role } = wanted;
  const known = rows[0]?.values ?? new Map();
  const shared = fieldNames(wanted).filter((name) => known.has(name));
  const textOf = (values: ReadonlyMap<string, Scalar>): string =>
    JSON.stringify(shared.map((name) => String(values.get(name)).toLowerCase()));
  const found = new Map<string, { index: number; values: Map<string, Scalar> }[]>();
  for (let index = 0; index < Math.min(source.count, MOST_ITEMS); index++) {
    const own = referenceValues(source, index, items);
    const values = new Map([...own].map(([name, value]) => [role + name, value]));
    const list = found.get(textOf(values));
    if (list === undefined) found.set(textOf(values), [{ index, values }]);
    else list.push({ index, values });
  }
  const extended: Row[] = [];
  for (const [place, row] of rows.entries()) {
    const matches = found.get(textOf(row.values)) ?? [];
    // Beyond the key one item is enough; in turn, so that not all rows have the first.
    const taken = isKey || matches.length === 0 ? matches : [matches[place % matches.length] as (typeof matches)[0]];
    for (const { index, values } of taken) {
      if (extended.length >= MOST_ROWS && rows.length > 1) return extended;
      extended.push({
        indexes: new Map([...row.indexes, [at, index]]),
        values: new Map([...row.values, ...values]),
      });
    }
  }
  return extended;
}

/** Rows of which no two give the same natural key. */
function distinctKeys(rows: readonly Row[], wanted: readonly Wanted[]): Row[] {
  const isInKey = wanted.some(({ isKey }, at) => isKey && rows[0]?.indexes.has(at));
  if (!isInKey) return rows.slice(0, MOST_ROWS);
  const seen = new Set<string>();
  return rows
    .filter(({ indexes }) => {
      const key = [...indexes].flatMap(([at, index]) => (wanted[at]?.isKey === true ? [index] : [])).join();
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, MOST_ROWS);
}
