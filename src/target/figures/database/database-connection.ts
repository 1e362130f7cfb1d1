/**
 * The one connection to the target's database. It only reads, and is opened again when it was lost. `pg` is loaded with the
 * first connection: that takes 40 ms of CPU, and most runs have none.
 */

import type pg from "pg";
import type { DatabaseAddress } from "../../../settings/database-address.ts";
import { databaseError, isSqlState } from "./database-error.ts";
import { marked } from "./own-mark.ts";

/** Longer than any of the questions takes, shorter than the time between two samples. */
const ANSWER_MS = 4000;
/** Nothing of this program may wait for long, write, or compile its plans. */
const SESSION = [
  `set statement_timeout = ${ANSWER_MS - 500}`,
  "set lock_timeout = 1000",
  "set default_transaction_read_only = on",
  "set jit = off",
]
  .map(marked)
  .join(";");

export class DatabaseConnection {
  readonly #address: DatabaseAddress;
  #client: Promise<pg.Client> | undefined;
  #isClosed = false;

  constructor(address: DatabaseAddress) {
    this.#address = address;
  }

  /** @throws DatabaseError */
  async query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]> {
    let client: pg.Client | undefined;
    try {
      client = await this.#connected();
      const text = marked(sql);
      const result = await client.query<Row & pg.QueryResultRow>(
        values === undefined ? { text } : { text, values: [...values] },
      );
      return result.rows;
    } catch (error) {
      if (client !== undefined && !isSqlState(String((error as { readonly code?: unknown }).code))) this.#drop(client);
      throw databaseError(error, this.#address, ANSWER_MS);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const client = await this.#client?.catch(() => undefined);
    this.#client = undefined;
    await client?.end().catch(() => undefined);
  }

  #connected(): Promise<pg.Client> {
    if (this.#isClosed) throw new Error("the connection was ended");
    this.#client ??= this.#connect().catch((error: unknown) => {
      this.#client = undefined;
      throw error;
    });
    return this.#client;
  }

  async #connect(): Promise<pg.Client> {
    const { encryption } = this.#address;
    for (const [n, ssl] of encryption.entries()) {
      try {
        return await this.#open(ssl);
      } catch (error) {
        const isLast = n === encryption.length - 1;
        if (isLast || !/not support SSL/i.test((error as Error).message)) throw error;
      }
    }
    throw new Error("no way to connect");
  }

  async #open(ssl: DatabaseAddress["encryption"][number]): Promise<pg.Client> {
    const { host, port, user, password, database } = this.#address;
    const { Client } = (await import("pg")).default;
    const client = new Client({
      host,
      port,
      user,
      password,
      database,
      ssl,
      application_name: "edfi-dms-load-test",
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
    });
    client.on("error", () => this.#drop(client));
    await client.connect();
    await client.query(SESSION);
    return client;
  }

  #drop(client: pg.Client): void {
    this.#client = undefined;
    client.end().catch(() => undefined);
  }
}
