/** A tiny HTTP server on a free loopback port, for tests of what talks to servers. */
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface FakeRequest {
  readonly method: string;
  /** Without query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface FakeResponse {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Objects and arrays are sent as JSON. */
  readonly body?: unknown;
}

/** `"hang"` never answers, `"reset"` closes the connection. */
export type FakeHandler = (request: FakeRequest) => FakeResponse | "hang" | "reset";

export interface LoopbackServer {
  readonly url: string;
  /** `GET /path`, in order of arrival. */
  readonly calls: string[];
  close(): Promise<void>;
}

export async function startServer(handler: FakeHandler): Promise<LoopbackServer> {
  const calls: string[] = [];
  const server = createServer(async (incoming, outgoing) => {
    let body = "";
    for await (const chunk of incoming) body += chunk;
    const { pathname, searchParams } = new URL(incoming.url ?? "/", "http://fake");
    const method = incoming.method ?? "";
    calls.push(`${method} ${pathname}`);
    const answer = handler({ method, path: pathname, query: searchParams, headers: incoming.headers, body });
    if (answer === "hang") return;
    if (answer === "reset") return void incoming.socket.destroy();
    const isText = answer.body === undefined || typeof answer.body === "string";
    const type = isText ? "text/plain" : "application/json";
    outgoing.writeHead(answer.status ?? 200, { "content-type": type, ...answer.headers });
    outgoing.end(isText ? answer.body : JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
