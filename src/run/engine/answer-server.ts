/** The loopback server that k6 asks through its `url` secret source: the keys are those of the contract `broker.ts`. */

import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { messageOf } from "../../base/errors.ts";
import { type BrokerKey, readBrokerKey } from "../../lib/contracts/broker.ts";
import { isSameKey } from "./same-key.ts";

export interface AnswerServer {
  readonly url: string;
  /** Sent by k6 in the header `x-broker-key`: other users of this machine get nothing. */
  readonly key: string;
  close(): Promise<void>;
}

export async function startAnswerServer(answer: (asked: BrokerKey) => Promise<string>): Promise<AnswerServer> {
  const key = randomBytes(24).toString("hex");
  const server = createServer((request, response) => {
    if (!hasKey(request, key)) return reply(response, 403, "");
    const asked = readBrokerKey((request.url ?? "").slice(1));
    if (asked === undefined) return reply(response, 404, "");
    answer(asked).then(
      (text) => reply(response, 200, text),
      (error: unknown) => reply(response, 502, messageOf(error)),
    );
  });
  server.keepAliveTimeout = 60_000;
  return {
    url: await listen(server),
    key,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** @returns the address */
async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function hasKey(request: IncomingMessage, key: string): boolean {
  return isSameKey(String(request.headers["x-broker-key"] ?? ""), key);
}

function reply(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain", "content-length": Buffer.byteLength(text) }).end(text);
}
