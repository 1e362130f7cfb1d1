/** Connections to the database run out: all that it allows, or all that the service opens. Pure. */

import { beyond, type Rule, reading } from "../rule.ts";
import { RISE, THRESHOLDS } from "../thresholds.ts";
import { quotient } from "./cpu-use.ts";

export const DATABASE_CONNECTIONS: Rule = {
  code: "database-connections",
  needs: "sessions of the database, and max_connections",
  means: "The database has as many connections as it allows; further ones are refused.",
  advice: "Use a pool with fewer connections in the service; raise max_connections only if the cores have room.",
  find: (situation) => {
    const share = reading(situation, "database.sessionShare", ({ values }) =>
      quotient(values["database.sessions"], values["database.maxConnections"]),
    );
    const others = ["database.sessions", "database.maxConnections"].map((name) => reading(situation, name));
    const text = (open: string) => `${open} of the connections that the database allows are open`;
    return beyond(share, THRESHOLDS.connections, text, others);
  },
};

/** Fewer are those of a database that hardly anybody uses. */
const LEAST_POOL = 3;

export const SERVICE_POOL: Rule = {
  code: "service-pool",
  needs: "sessions of the database and the active ones among them, in a step that held too",
  means: "All connections that the service opens are in use: the next request waits for one.",
  advice: "First find out what the sessions do; if the database has room, allow the service more connections.",
  find: (situation) => {
    const sessions = reading(situation, "database.sessions");
    const active = reading(situation, "database.active");
    const share = reading(situation, "database.activeShare", ({ values }) =>
      quotient(values["database.active"], values["database.sessions"]),
    );
    if (sessions?.before === undefined || sessions.value < LEAST_POOL) return undefined;
    if (sessions.value >= RISE * sessions.before.value) return undefined;
    const text = (part: string) =>
      `${part} of the service's sessions at the database are active, and there are not more of them`;
    return beyond(share, THRESHOLDS.pool, text, [sessions, active]);
  },
};
