/** HTTP requests of Node that go through the proxy of their address, where there is one. Connections stay open. */

import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { type AgentOptions, Agent as HttpsAgent, request as httpsRequest, type RequestOptions } from "node:https";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { LoadTestError } from "../base/errors.ts";
import { proxyFor, proxyName } from "./proxy.ts";

export interface WebRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

type Receive = (answer: IncomingMessage) => void;

const TUNNEL_TIMEOUT_MS = 30_000;
const FIX = "Check HTTP_PROXY, HTTPS_PROXY and NO_PROXY.";

export class Connections {
  readonly #options: AgentOptions;
  /** By proxy. */
  readonly #tunnels = new Map<string, HttpsAgent>();
  readonly #http: HttpAgent;
  readonly #https: HttpsAgent;

  constructor(options: AgentOptions) {
    this.#options = options;
    this.#http = new HttpAgent(options);
    this.#https = new HttpsAgent(options);
  }

  /** @throws LoadTestError "config" for a proxy that does not speak HTTP */
  request(url: string, { method, headers, signal }: WebRequest, receive: Receive): ClientRequest {
    const proxy = proxyFor(url);
    const options = { method, ...(signal && { signal }) };
    if (url.startsWith("https:")) {
      const agent = proxy === undefined ? this.#https : this.#tunnelThrough(proxy);
      return httpsRequest(url, { ...options, headers, agent }, receive);
    }
    if (proxy === undefined) return httpRequest(url, { ...options, headers, agent: this.#http }, receive);
    const agent = proxy.protocol === "https:" ? this.#https : this.#http;
    return askProxy(proxy, { ...options, path: url, agent }, { ...headers, host: new URL(url).host }).on(
      "response",
      receive,
    );
  }

  close(): void {
    for (const agent of [this.#http, this.#https, ...this.#tunnels.values()]) agent.destroy();
  }

  #tunnelThrough(proxy: URL): HttpsAgent {
    const known = this.#tunnels.get(proxy.href);
    if (known !== undefined) return known;
    const agent = new TunnelAgent(proxy, this.#options);
    this.#tunnels.set(proxy.href, agent);
    return agent;
  }
}

/**
 * A connection to `host:port` that a proxy passes on.
 * @throws LoadTestError "preflight" when the proxy does not, "config" for a proxy that does not speak HTTP
 */
export function openTunnel(proxy: URL, address: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const refused = (why: string): void =>
      reject(new LoadTestError("preflight", `the proxy ${proxyName(proxy)} ${why}`, { hint: FIX }));
    const request = askProxy(proxy, { method: "CONNECT", path: address, agent: false }, { host: address });
    request.setTimeout(TUNNEL_TIMEOUT_MS, () => request.destroy(new Error("timeout")));
    request.once("connect", (answer, socket) => {
      socket.setTimeout(0);
      if (answer.statusCode === 200) return resolve(socket);
      socket.destroy();
      refused(`returned ${answer.statusCode} to a connection to ${address}`);
    });
    request.once("error", (error: NodeJS.ErrnoException) =>
      refused(`cannot be reached (${error.code ?? error.message})`),
    );
    request.end();
  });
}

/** https over a connection that the proxy passes on without looking into it. */
class TunnelAgent extends HttpsAgent {
  readonly #proxy: URL;

  constructor(proxy: URL, options: AgentOptions) {
    super(options);
    this.#proxy = proxy;
  }

  /** Called by Node, which takes the connection from `done` where none is returned. */
  override createConnection(options: RequestOptions, done?: (error: Error | null, stream: Duplex) => void): undefined {
    const { port } = options;
    const host = options.host ?? "";
    openTunnel(this.#proxy, `${host.includes(":") ? `[${host}]` : host}:${port}`).then(
      (socket) => done?.(null, super.createConnection({ ...options, socket } as RequestOptions) as Duplex),
      (error: unknown) => (done as ((error: unknown) => void) | undefined)?.(error),
    );
  }
}

function askProxy(
  proxy: URL,
  options: { readonly method: string; readonly path: string; readonly agent: HttpAgent | false },
  headers: Readonly<Record<string, string>>,
): ClientRequest {
  const { protocol, hostname, port, username, password } = proxy;
  if (protocol !== "http:" && protocol !== "https:") {
    const text = `the proxy ${proxyName(proxy)} is not supported: only http and https proxies are`;
    throw new LoadTestError("config", text, { hint: FIX });
  }
  const user = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString("base64");
  const all = { ...headers, ...(username === "" ? {} : { "proxy-authorization": `Basic ${user}` }) };
  const host = hostname.replace(/^\[|\]$/g, "");
  if (protocol === "http:") return httpRequest({ ...options, host, port: port || 80, headers: all });
  return httpsRequest({ ...options, host, port: port || 443, headers: all, servername: host });
}
