/** Cores that the database's processes use, where they are visible in /proc. */

import type { FigureValues } from "../../../results/figures/figure-values.ts";
import type { DatabaseConnection } from "./database-connection.ts";
import { findServer, serverCpuSeconds } from "./server-processes.ts";

interface Usage {
  readonly atMs: number;
  readonly seconds: number;
}

export class ServerCpu {
  readonly #connection: DatabaseConnection;
  /** "elsewhere": looked for once, and not looked for again. */
  #server: number | "elsewhere" | undefined;
  #before: Usage | undefined;

  constructor(connection: DatabaseConnection) {
    this.#connection = connection;
  }

  /** @throws DatabaseError */
  async sample(): Promise<FigureValues> {
    this.#server ??= (await findServer(this.#connection)) ?? "elsewhere";
    if (this.#server === "elsewhere") return {};
    const before = this.#before;
    const seconds = await serverCpuSeconds(this.#server);
    const atMs = performance.now();
    this.#before = seconds === undefined ? undefined : { atMs, seconds };
    // It was started anew: its processes have other ids.
    if (seconds === undefined) this.#server = undefined;
    if (seconds === undefined || before === undefined || seconds < before.seconds) return {};
    return { "database.cpu": ((seconds - before.seconds) * 1000) / (atMs - before.atMs) };
  }
}
