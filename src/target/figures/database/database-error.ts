/** One line for what can go wrong between the runner and the target's database. */

import { oneLine } from "../../../base/problem-details.ts";
import type { DatabaseAddress } from "../../../settings/database-address.ts";
import { explainNetworkError } from "../../network-error.ts";

/** Has one line for people; nothing secret is in it. */
export class DatabaseError extends Error {
  readonly fix: string;
  /** What the server said about a statement. */
  readonly answer: string | undefined;

  constructor(line: string, fix: string, answer?: string) {
    super(line);
    this.fix = fix;
    this.answer = answer;
  }
}

type Address = Pick<DatabaseAddress, "shown" | "host" | "port" | "user" | "database">;

/** SQLSTATE of PostgreSQL, the part of the line after the name of the database, and what to do. */
const ANSWERS: Readonly<Record<string, (address: Address) => readonly [seen: string, fix: string]>> = {
  "28P01": ({ user }) => [`does not accept the password of role ${user}`, "Correct TARGET_DATABASE_URL."],
  "28000": ({ user }) => [
    `does not let role ${user} in`,
    "Check the role and pg_hba.conf of the server; add ?sslmode=require to TARGET_DATABASE_URL if it requires TLS.",
  ],
  "3D000": ({ database }) => [`has no database ${database}`, "Correct the database in TARGET_DATABASE_URL."],
  "53300": () => ["has no connection left", "Raise max_connections, or give the role a reserved one."],
  "57P01": () => ["ended the connection", "Check the log of the database."],
  "57P03": () => ["is starting up or shutting down", "Wait until it accepts connections."],
  "57014": () => ["took too long to answer a query for figures", "The database may be overloaded."],
  "55P03": () => ["holds a lock on what was queried", "Figures of sizes have to wait for it."],
};

/** @param error of the package pg, or of a socket */
export function databaseError(error: unknown, address: Address, timeoutMs: number): DatabaseError {
  if (error instanceof DatabaseError) return error;
  const code = String((error as { readonly code?: unknown }).code ?? "");
  const answer = ANSWERS[code]?.(address);
  if (answer !== undefined) return new DatabaseError(`The database ${address.shown} ${answer[0]}`, answer[1]);
  const message = error instanceof Error ? error.message : String(error);
  if (isSqlState(code)) {
    const said = oneLine(message);
    return new DatabaseError(`The database ${address.shown} answers ${code}: ${said}`, "See its log.", said);
  }
  if (/timeout/i.test(message)) {
    return new DatabaseError(
      `The database ${address.shown} does not answer within ${timeoutMs / 1000} s`,
      "Check host and port, and that no firewall drops the packets.",
    );
  }
  if (/terminated|ended|not queryable/i.test(message)) {
    return new DatabaseError(`The connection to the database ${address.shown} was lost`, "Check its log.");
  }
  if (/not support SSL/i.test(message)) {
    return new DatabaseError(`The database ${address.shown} does not offer TLS`, "Use sslmode=disable.");
  }
  if (/establishing an SSL/i.test(message)) {
    const fix = "Correct host and port: another service listens there.";
    return new DatabaseError(`The database ${address.shown} does not answer as PostgreSQL does`, fix);
  }
  const { seen, fix } = explainNetworkError(error, `tcp://${address.host}:${address.port}`, timeoutMs);
  return new DatabaseError(`No connection to the database ${address.shown}: ${seen}`, fix);
}

/** Five characters, where errors of Node are words such as ECONNRESET. */
export function isSqlState(code: string): boolean {
  return /^[0-9A-Z]{5}$/.test(code) && /\d/.test(code);
}
