/** Sizes and scans of tables and indexes, before and after a run. */

import type { IndexReport, TableReport } from "../../../results/figures/database-report.ts";
import type { DatabaseConnection } from "./database-connection.ts";

interface TableState {
  readonly name: string;
  readonly bytes: number;
  readonly live: number;
  readonly dead: number;
  readonly seq: number;
  readonly seq_rows: number;
  readonly idx: number;
}

interface IndexState {
  readonly name: string;
  readonly table: string;
  readonly bytes: number;
  readonly idx: number;
}

export interface RelationReading {
  readonly tables: ReadonlyMap<string, TableState>;
  readonly indexes: ReadonlyMap<string, IndexState>;
}

/** Of each order. */
const TOP = 25;

const ROOT = "coalesce(pg_partition_root(c.oid), c.oid)";
const NAMED = (root: string): string => `${root}.relnamespace::regnamespace || '.' || ${root}.relname`;

const TABLES = `select ${NAMED("r")} as name, sum(pg_table_size(c.oid))::float8 as bytes,
    sum(s.n_live_tup)::float8 as live, sum(s.n_dead_tup)::float8 as dead,
    sum(s.seq_scan)::float8 as seq, sum(s.seq_tup_read)::float8 as seq_rows, sum(coalesce(s.idx_scan, 0))::float8 as idx
  from pg_stat_user_tables s join pg_class c on c.oid = s.relid join pg_class r on r.oid = ${ROOT}
  group by r.oid, r.relnamespace, r.relname`;

const INDEXES = `select ${NAMED("r")} as name, ${NAMED("t")} as table,
    sum(pg_relation_size(c.oid))::float8 as bytes, sum(s.idx_scan)::float8 as idx
  from pg_stat_user_indexes s join pg_class c on c.oid = s.indexrelid join pg_class r on r.oid = ${ROOT}
    join pg_index i on i.indexrelid = r.oid join pg_class t on t.oid = i.indrelid
  group by r.oid, r.relnamespace, r.relname, t.relnamespace, t.relname`;

/** @throws DatabaseError */
export async function readRelations(connection: DatabaseConnection): Promise<RelationReading> {
  const tables = await connection.query<TableState>(TABLES);
  const indexes = await connection.query<IndexState>(INDEXES);
  return { tables: byName(tables), indexes: byName(indexes) };
}

function byName<State extends { readonly name: string }>(states: readonly State[]): ReadonlyMap<string, State> {
  return new Map(states.map((state) => [state.name, state]));
}

/** The largest, and those that grew or were read through most. */
export function tableReports(before: RelationReading, after: RelationReading): TableReport[] {
  const all = [...after.tables.values()].map((now): TableReport => {
    const { bytes = 0, seq = 0, seq_rows = 0, idx = 0 } = before.tables.get(now.name) ?? {};
    return {
      name: now.name,
      bytesBefore: bytes,
      bytesAfter: now.bytes,
      liveRows: now.live,
      deadRows: now.dead,
      sequentialScans: growth(seq, now.seq),
      sequentialRows: growth(seq_rows, now.seq_rows),
      indexScans: growth(idx, now.idx),
    };
  });
  return firstBy(all, [({ bytesAfter }) => bytesAfter, grownBytes, ({ sequentialRows }) => sequentialRows]);
}

/** The largest, and those that grew most. */
export function indexReports(before: RelationReading, after: RelationReading): IndexReport[] {
  const all = [...after.indexes.values()].map((now): IndexReport => {
    const { bytes = 0, idx = 0 } = before.indexes.get(now.name) ?? {};
    const { name, table } = now;
    return { name, table, bytesBefore: bytes, bytesAfter: now.bytes, scans: growth(idx, now.idx) };
  });
  return firstBy(all, [({ bytesAfter }) => bytesAfter, grownBytes]);
}

/** Statistics that were reset in between count from there. */
function growth(before: number, now: number): number {
  return now < before ? now : now - before;
}

function grownBytes({ bytesBefore, bytesAfter }: Pick<TableReport, "bytesBefore" | "bytesAfter">): number {
  return bytesAfter - bytesBefore;
}

/** By the first order. */
function firstBy<Item>(all: readonly Item[], orders: readonly [(item: Item) => number, ...((item: Item) => number)[]]) {
  const sorted = orders.map((of) => all.toSorted((a, b) => of(b) - of(a)));
  const chosen = new Set(sorted.flatMap((items) => items.slice(0, TOP)));
  return (sorted[0] ?? []).filter((item) => chosen.has(item));
}
