/** The server that k6 instances of one run ask: HTTP, or HTTPS with a certificate of its own. Nothing without the key. */

import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { LoadTestError, messageOf } from "../../base/errors.ts";
import { parseJson } from "../../lib/edfi/json.ts";
import { isSameKey } from "../engine/same-key.ts";
import type { JoinKey } from "./join-key.ts";
import { RUN_KEY_HEADER } from "./messages.ts";
import { createRunKey, type RunKey } from "./run-key.ts";

/** By path. @returns what is sent: text or bytes as they are, anything else as JSON; undefined: there is no such thing */
export type Calls = Readonly<Record<string, (body: unknown) => Promise<unknown> | unknown>>;

export interface CoordinatorServer {
  readonly join: JoinKey;
  close(): Promise<void>;
}

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
  readonly isPlain: boolean;
}

/** More than any report: a batch of lines and what k6 printed. */
const LONGEST_BODY = 32 * 1024 * 1024;
/** A connection without a handshake and a key in this time is a stranger's. */
const STRANGER_MS = 10_000;

/** @throws LoadTestError "config" when the address cannot be used */
export async function startCoordinatorServer(
  { host, port, isPlain }: ListenAddress,
  calls: Calls,
  { key, certificate, privateKey }: RunKey = createRunKey(isPlain),
  strangerMs = STRANGER_MS,
): Promise<CoordinatorServer> {
  const listener: RequestListener = (request, response) => void serve(request, response, key, calls);
  const times = { headersTimeout: strangerMs, connectionsCheckingInterval: strangerMs / 2, keepAliveTimeout: 60_000 };
  const secrets = { cert: certificate, key: privateKey, handshakeTimeout: strangerMs };
  const server = isPlain ? createServer(times, listener) : createTlsServer({ ...times, ...secrets }, listener);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) => {
      const text = `COORDINATOR_LISTEN: ${host}:${port} cannot be used: ${messageOf(cause)}`;
      reject(new LoadTestError("config", text, { cause }));
    });
    server.listen(port, host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  const url = `${isPlain ? "http" : "https"}://${host.includes(":") ? `[${host}]` : host}:${bound}`;
  return {
    join: { url, key, certificate },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(request: IncomingMessage, response: ServerResponse, key: string, calls: Calls): Promise<void> {
  if (!isSameKey(String(request.headers[RUN_KEY_HEADER] ?? ""), key)) {
    // What a stranger sends is not read.
    response.writeHead(403, { connection: "close" }).end();
    return;
  }
  try {
    const name = (request.url ?? "").slice(1);
    // Not what every object has.
    const call = Object.hasOwn(calls, name) ? calls[name] : undefined;
    const answer = await call?.(parseJson(await readBody(request)));
    if (answer === undefined) response.writeHead(404).end();
    else
      response
        .writeHead(200)
        .end(typeof answer === "string" || Buffer.isBuffer(answer) ? answer : JSON.stringify(answer));
  } catch (error) {
    response.writeHead(502).end(messageOf(error));
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > LONGEST_BODY) throw new Error("the report is too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
