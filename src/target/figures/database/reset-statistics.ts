/** Resets the statistics of the database, if the user asks for it. */

import type { DatabaseConnection } from "./database-connection.ts";
import { DatabaseError } from "./database-error.ts";
import type { DatabaseFacts } from "./database-facts.ts";

/** Of this database alone. @throws DatabaseError */
export async function resetStatistics(connection: DatabaseConnection, { statements }: DatabaseFacts): Promise<void> {
  try {
    await connection.query("select pg_stat_reset()");
    if (statements === undefined) return;
    await connection.query(
      `select ${statements}_reset(0::oid, oid, 0::bigint) from pg_database where datname = current_database()`,
    );
  } catch (error) {
    throw new DatabaseError(
      `The statistics were not reset. ${(error as Error).message}`,
      "See docs/target-figures.md.",
    );
  }
}
