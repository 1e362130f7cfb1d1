/** Connections to the database run out: all that it allows, or all that the service opens. Pure. */

import { confidenceIn, known, type Rule, reading, rose, shown } from "../rule.ts";
import { THRESHOLDS } from "../thresholds.ts";
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
    const confidence = confidenceIn(share, THRESHOLDS.connections);
    if (share === undefined || confidence === undefined) return undefined;
    const sessions = reading(situation, "database.sessions");
    const text = `${shown(share)} of the connections that the database allows are open`;
    return { text, confidence, readings: known([share, sessions, reading(situation, "database.maxConnections")]) };
  },
};

/** Fewer are those of a database that hardly anybody uses. */
const LEAST_POOL = 3;

export const SERVICE_POOL: Rule = {
  code: "service-pool",
  needs: "sessions of the database and the active ones among them, in a step that held too",
  means: "All connections that the service opens are at work: the next request waits for one.",
  advice: "First find out what the sessions do; if the database has room, allow the service more connections.",
  find: (situation) => {
    const sessions = reading(situation, "database.sessions");
    const active = reading(situation, "database.active");
    const share = reading(situation, "database.activeShare", ({ values }) =>
      quotient(values["database.active"], values["database.sessions"]),
    );
    const confidence = confidenceIn(share, THRESHOLDS.pool);
    if (sessions?.before === undefined || share === undefined || confidence === undefined) return undefined;
    if (sessions.value < LEAST_POOL || rose(sessions)) return undefined;
    const text = `${shown(share)} of the service's sessions at the database are active, and there are not more of them`;
    return { text, confidence, readings: known([share, sessions, active]) };
  },
};
