/** The settings of the server that matter for the speed of a load. */

import type { DatabaseConnection } from "./database-connection.ts";

const NAMES: readonly string[] = [
  "autovacuum",
  "autovacuum_max_workers",
  "autovacuum_naptime",
  "checkpoint_completion_target",
  "checkpoint_timeout",
  "commit_delay",
  "deadlock_timeout",
  "default_toast_compression",
  "effective_cache_size",
  "effective_io_concurrency",
  "fsync",
  "full_page_writes",
  "huge_pages",
  "io_method",
  "io_workers",
  "jit",
  "maintenance_work_mem",
  "max_connections",
  "max_parallel_workers",
  "max_parallel_workers_per_gather",
  "max_wal_size",
  "min_wal_size",
  "plan_cache_mode",
  "random_page_cost",
  "shared_buffers",
  "synchronous_commit",
  "temp_buffers",
  "track_io_timing",
  "wal_buffers",
  "wal_compression",
  "wal_level",
  "wal_sync_method",
  "work_mem",
];

interface SettingRow {
  readonly name: string;
  readonly value: string;
}

/** As the session of a new client has them; this one's own differ. @throws DatabaseError */
export async function readServerSettings(connection: DatabaseConnection): Promise<Readonly<Record<string, string>>> {
  const rows = await connection.query<SettingRow>(
    `select name, case when source = 'session' then reset_val else current_setting(name) end as value
    from pg_settings where name = any($1::text[])`,
    [NAMES],
  );
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}
