/** Which statements wait for locks that which others hold, as seen at the samples of a run. */

import type { BlockerReport } from "../../../results/figures/database-report.ts";
import type { DatabaseConnection } from "./database-connection.ts";
import type { DatabaseFacts } from "./database-facts.ts";

/** Older ones do not tell the statement of a session by its id. */
const WITH_QUERY_ID = 140_000;
/** Waiting sessions that are looked at in a sample: each look takes locks inside the server for a moment. */
const LOOKED_AT = 20;
const REPORTED = 25;

interface BlockerRow {
  readonly waiting: string | null;
  readonly blocking: string | null;
  readonly state: string | null;
  readonly sessions: number;
}

const BLOCKERS = `select w.query_id::text as waiting, b.query_id::text as blocking, b.state, count(*)::int as sessions
  from (select pid, query_id from pg_stat_activity
    where wait_event_type = 'Lock' and backend_type = 'client backend' limit ${LOOKED_AT}) as w
  cross join lateral unnest(pg_blocking_pids(w.pid)) as blocker(pid)
  join pg_stat_activity as b on b.pid = blocker.pid
  group by 1, 2, 3`;

export class BlockerLog {
  readonly #connection: DatabaseConnection;
  readonly #seen = new Map<string, BlockerReport>();

  constructor(connection: DatabaseConnection) {
    this.#connection = connection;
  }

  /** For a sample in which sessions wait for locks. @throws DatabaseError */
  async look({ versionNumber, seesAll }: DatabaseFacts): Promise<void> {
    if (versionNumber < WITH_QUERY_ID || !seesAll) return;
    for (const { waiting, blocking, state, sessions } of await this.#connection.query<BlockerRow>(BLOCKERS)) {
      const key = `${waiting} ${blocking} ${state}`;
      this.#seen.set(key, {
        ...(waiting === null ? {} : { waiting }),
        ...(blocking === null ? {} : { blocking }),
        state: state ?? "no client",
        sessions: sessions + (this.#seen.get(key)?.sessions ?? 0),
      });
    }
  }

  /** Those seen most often. */
  report(): BlockerReport[] {
    return [...this.#seen.values()].toSorted((a, b) => b.sessions - a.sessions).slice(0, REPORTED);
  }
}
