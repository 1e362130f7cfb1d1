/** A proxy on loopback in front of a target: sees all requests and tokens, and can answer in the target's place. */
import { createServer, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";

export interface ProxyAnswer {
  readonly status: number;
  readonly body: string;
}

export interface SeenRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly status: number;
  /** When it was answered, in epoch milliseconds. */
  readonly ms: number;
  /** The User-Agent header: that of k6 contains `k6`. */
  readonly agent: string;
}

export interface RecordingProxy {
  readonly baseUrl: string;
  /** Every access token that passed, in order. */
  readonly tokens: readonly string[];
  /** Every request that the target answered, in the order of the answers. */
  readonly requests: readonly SeenRequest[];
  /** Answers first when it returns something. */
  override: ((method: string, path: string, authorization: string) => ProxyAnswer | undefined) | undefined;
  close(): Promise<void>;
}

export async function startRecordingProxy(targetUrl: string): Promise<RecordingProxy> {
  const tokens: string[] = [];
  const requests: SeenRequest[] = [];
  const { hostname, port } = new URL(targetUrl);
  const server = createServer((incoming, outgoing) => {
    const { method = "GET", url = "/", headers } = incoming;
    const own = proxy.override?.(method, url, headers.authorization ?? "");
    if (own !== undefined) {
      incoming.resume();
      outgoing.writeHead(own.status, { "content-type": "application/json" }).end(own.body);
      return;
    }
    // The Host header stays as it came, so that the addresses in the discovery document lead through here again.
    const forward = request({ hostname, port, method, path: url, headers }, (answer) => {
      const status = answer.statusCode ?? 502;
      outgoing.writeHead(status, answer.headers);
      requests.push({ method, target: url, status, ms: Date.now(), agent: headers["user-agent"] ?? "" });
      if (url === "/oauth/token") recordToken(answer, tokens);
      answer.pipe(outgoing);
    });
    forward.on("error", () => outgoing.destroy());
    incoming.pipe(forward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const proxy: RecordingProxy = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tokens,
    requests,
    override: undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return proxy;
}

function recordToken(answer: IncomingMessage, tokens: string[]): void {
  let text = "";
  answer.on("data", (chunk: Buffer) => {
    text += chunk.toString("utf8");
  });
  answer.on("end", () => {
    const token = /"access_token"\s*:\s*"([^"]+)"/.exec(text)?.[1];
    if (token !== undefined) tokens.push(token);
  });
}
