/** Sessions, waits and counters of the database at one moment, and the figures between two moments. */

import type { FigureValues } from "../../../results/figures/figure-values.ts";
import type { DatabaseConnection } from "./database-connection.ts";
import type { DatabaseFacts } from "./database-facts.ts";

export interface Activity {
  /** Clock of the server in seconds. */
  readonly at: number;
  readonly sessions: number;
  readonly active: number;
  readonly blocked: number;
  /** Active sessions by what they wait for: `LWLock:WALWrite`, or `CPU`. */
  readonly waits: Readonly<Record<string, number>> | null;
  readonly max_connections: number;
  readonly counters: Readonly<Record<Counter, number | null>>;
}

/** Columns of counters that only grow, and the figures made of them: per second. */
const RATES = {
  xact_commit: "commits",
  xact_rollback: "rollbacks",
  deadlocks: "deadlocks",
  tup_returned: "rowsReturned",
  tup_fetched: "rowsFetched",
  tup_inserted: "rowsInserted",
  tup_updated: "rowsUpdated",
  tup_deleted: "rowsDeleted",
  temp_bytes: "tempBytes",
  wal_bytes: "walBytes",
  checkpoints: "checkpoints",
} as const;

type Counter = keyof typeof RATES | "blks_hit" | "blks_read";

/** @throws DatabaseError */
export async function readActivity(connection: DatabaseConnection, facts: DatabaseFacts): Promise<Activity> {
  const [row] = (await connection.query<Activity>(questionFor(facts))) as readonly [Activity];
  return row;
}

function questionFor({ versionNumber }: DatabaseFacts): string {
  return `with client as materialized (
    select state = 'active' as is_active, wait_event_type as type, wait_event as event
    from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()
  )
  select extract(epoch from clock_timestamp())::float8 as at,
    current_setting('max_connections')::int as max_connections,
    (select count(*)::int from client) as sessions,
    (select count(*)::int from client where is_active) as active,
    (select count(*)::int from client where is_active and type = 'Lock') as blocked,
    (select json_object_agg(name, n) from (
      select coalesce(type || ':' || event, 'CPU') as name, count(*) as n from client where is_active group by 1
    ) as waiting) as waits,
    json_build_object(
      'xact_commit', xact_commit, 'xact_rollback', xact_rollback, 'deadlocks', deadlocks,
      'tup_returned', tup_returned, 'tup_fetched', tup_fetched, 'tup_inserted', tup_inserted,
      'tup_updated', tup_updated, 'tup_deleted', tup_deleted, 'temp_bytes', temp_bytes,
      'blks_hit', blks_hit, 'blks_read', blks_read,
      'wal_bytes', case when pg_is_in_recovery() then pg_last_wal_receive_lsn() else pg_current_wal_lsn() end - '0/0',
      'checkpoints', ${checkpoints(versionNumber)}
    ) as counters
  from pg_stat_database where datname = current_database()`;
}

/** Since PostgreSQL 18, skipped checkpoints are counted separately. */
function checkpoints(versionNumber: number): string {
  if (versionNumber >= 180_000) return "(select num_done from pg_stat_checkpointer)";
  if (versionNumber >= 170_000) return "(select num_timed + num_requested from pg_stat_checkpointer)";
  return "(select checkpoints_timed + checkpoints_req from pg_stat_bgwriter)";
}

/** @param before undefined: no rates. @param seesAll false: nothing of sessions, since most are hidden */
export function figuresOf(now: Activity, before: Activity | undefined, seesAll: boolean): FigureValues {
  const values: Record<string, number> = { "database.maxConnections": now.max_connections };
  if (seesAll) {
    values["database.sessions"] = now.sessions;
    values["database.active"] = now.active;
    values["database.blocked"] = now.blocked;
    for (const [name, sessions] of Object.entries(now.waits ?? {})) values[`database.wait:${name}`] = sessions;
  }
  return before === undefined ? values : { ...values, ...ratesBetween(before, now) };
}

function ratesBetween(before: Activity, now: Activity): FigureValues {
  const seconds = now.at - before.at;
  const grown = (name: Counter): number => (now.counters[name] ?? Number.NaN) - (before.counters[name] ?? Number.NaN);
  const values: Record<string, number> = {};
  for (const [counter, name] of Object.entries(RATES)) {
    const growth = grown(counter as Counter);
    // Statistics that were reset in between are smaller than before.
    if (growth >= 0 && seconds > 0) values[`database.${name}`] = growth / seconds;
  }
  const hits = grown("blks_hit");
  const blocks = hits + grown("blks_read");
  if (blocks > 0 && hits >= 0 && hits <= blocks) values["database.cacheHit"] = hits / blocks;
  return values;
}
