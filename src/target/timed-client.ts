/** A client for a bounded time: calls under way then get their answers, and no more are sent. */

import type { DataClient, DataMethod, DataReply } from "./data-client.ts";

export const OUT_OF_TIME: DataReply = {
  outcome: "cut-off",
  status: 0,
  text: "not sent: the time ran out",
  header: () => undefined,
  repeats: 0,
};

export class TimedClient implements DataClient {
  readonly #client: DataClient;
  readonly #endMs: number;
  /** Calls that have ended. */
  answers = 0;
  /** A call was not sent. */
  isCut = false;

  /** @param ms from now on */
  constructor(client: DataClient, ms: number) {
    this.#client = client;
    this.#endMs = performance.now() + ms;
  }

  get leftMs(): number {
    return Math.max(0, this.#endMs - performance.now());
  }

  async call(method: DataMethod, path: string, body?: string): Promise<DataReply> {
    if (this.leftMs === 0) {
      this.isCut = true;
      return OUT_OF_TIME;
    }
    const reply = await this.#client.call(method, path, body);
    this.answers++;
    return reply;
  }

  close(): void {
    this.#client.close();
  }
}
