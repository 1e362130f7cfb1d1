/** The only file that uses sockets: HTTP in, sandbox requests out, and back. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { LoadTestError } from "../base/errors.ts";
import type { Outcome, SandboxApp } from "./app.ts";
import type { SandboxRequest, SandboxResponse } from "./http.ts";
import { problem } from "./problem.ts";

export interface ServerOptions {
  readonly app: SandboxApp;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly onBytes: (received: number, sent: number) => void;
  /** Called for errors of this program; the caller gets a 500. */
  readonly onError: (error: unknown) => void;
}

export interface SandboxServer {
  readonly port: number;
  /** `http://host:port`; a wildcard address is given as loopback. */
  readonly url: string;
  /** Lets running requests end, for a short while. */
  close(): Promise<void>;
}

/** DMS: 10 MB, above it 413 without a body. */
const BODY_LIMIT = 10 * 1024 * 1024;
const TOO_LARGE: SandboxResponse = { status: 413, headers: { Connection: "close" } };
/** A body that is refused is still read to its end, so that the caller sees the answer; up to here. */
const DRAIN_LIMIT = 20 * BODY_LIMIT;
const KEEP_ALIVE_MS = 130_000;
const CLOSE_GRACE_MS = 2000;
/** DMS allows only its Swagger UI. */
const ALLOWED_ORIGIN = "http://localhost:8082";

const SECURITY_HEADERS = { "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer" } as const;

/** @throws LoadTestError when the address cannot be listened on. */
export async function startServer(options: ServerOptions): Promise<SandboxServer> {
  const server = createServer({ keepAlive: true, noDelay: true }, (incoming, reply) => {
    void serve(options, incoming, reply);
  });
  server.on("checkContinue", (incoming: IncomingMessage, reply: ServerResponse) => {
    if (Number(incoming.headers["content-length"]) > BODY_LIMIT) {
      send(options, incoming, reply, TOO_LARGE);
      return;
    }
    reply.writeContinue();
    void serve(options, incoming, reply);
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = KEEP_ALIVE_MS + 10_000;
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://${urlHost(options.host)}:${port}`,
    close: () =>
      new Promise((resolve) => {
        const timer = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

function listen(server: ReturnType<typeof createServer>, { host, port }: ServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const why =
        error.code === "EADDRINUSE"
          ? `port ${port} is already in use`
          : error.code === "EACCES"
            ? `listening on port ${port} is not permitted`
            : error.message;
      const hint = "choose another port with --port, or leave it out to take any free one";
      reject(new LoadTestError("preflight", `starting the sandbox on ${host}: ${why}`, { hint, cause: error }));
    });
    server.listen(port, host, resolve);
  });
}

function urlHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}

async function serve(options: ServerOptions, incoming: IncomingMessage, reply: ServerResponse): Promise<void> {
  try {
    const body = hasBody(incoming) ? await readBody(incoming) : "";
    if (body === "gone") return;
    if (body === "too large") return send(options, incoming, reply, TOO_LARGE);
    const request = requestOf(incoming, typeof body === "string" ? body : body.toString("utf8"));
    const preflight = preflightAnswer(request);
    if (preflight !== undefined) return send(options, incoming, reply, preflight);
    let outcome: Outcome;
    try {
      const pending = options.app.handle(request, isLoopback(incoming.socket));
      outcome = pending instanceof Promise ? await pending : pending;
    } catch (error) {
      options.onError(error);
      outcome = problem("system", { correlationId: request.correlationId });
    }
    if (outcome === "reset") incoming.socket.resetAndDestroy();
    else if (outcome !== "hang") send(options, incoming, reply, outcome);
  } catch (error) {
    options.onError(error);
    incoming.socket.destroy();
  }
}

function hasBody({ headers }: IncomingMessage): boolean {
  const length = headers["content-length"];
  return (length !== undefined && length !== "0") || headers["transfer-encoding"] !== undefined;
}

/** `gone`: the caller went away before the end. */
function readBody(incoming: IncomingMessage): Promise<Buffer | "too large" | "gone"> {
  return new Promise((resolve) => {
    let chunks: Buffer[] = [];
    let size = 0;
    incoming.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= BODY_LIMIT) chunks.push(chunk);
      else chunks = [];
      if (size > DRAIN_LIMIT) incoming.destroy();
    });
    incoming.on("end", () => {
      if (size > BODY_LIMIT) resolve("too large");
      else resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, size));
    });
    incoming.on("close", () => resolve("gone"));
  });
}

function requestOf(incoming: IncomingMessage, body: string): SandboxRequest {
  const target = targetOf(incoming.url ?? "/");
  const mark = target.indexOf("?");
  let query: URLSearchParams | undefined;
  let correlationId: string | undefined;
  const { headers } = incoming;
  return {
    method: incoming.method ?? "GET",
    path: mark < 0 ? target : target.slice(0, mark),
    get query() {
      query ??= new URLSearchParams(mark < 0 ? "" : target.slice(mark + 1));
      return query;
    },
    headers: headers as Readonly<Record<string, string | undefined>>,
    body,
    origin: `http://${hostOf(incoming)}`,
    get correlationId() {
      correlationId ??= correlationIdOf(incoming);
      return correlationId;
    },
  };
}

/** Also takes the absolute form that proxies use. */
function targetOf(url: string): string {
  if (url.startsWith("/")) return url;
  const path = url.replace(/^[a-z]+:\/\/[^/?]*/i, "");
  return path.startsWith("/") ? path : `/${path}`;
}

function hostOf({ headers, socket }: IncomingMessage): string {
  const host = headers.host;
  if (host !== undefined && /^[\w.\-[\]:]{1,255}$/.test(host)) return host;
  return `${urlHost(socket.localAddress ?? "127.0.0.1")}:${socket.localPort ?? 0}`;
}

const connections = new WeakMap<Socket, { readonly name: string; requests: number }>();
let connectionCount = 0;

/** The caller's `correlationid`, else a trace id of the form that DMS's web server makes. */
function correlationIdOf({ headers, socket }: IncomingMessage): string {
  const given = headers.correlationid;
  if (typeof given === "string" && given !== "") return given.slice(0, 256);
  let connection = connections.get(socket);
  if (connection === undefined) {
    connectionCount += 1;
    connection = { name: connectionCount.toString(32).toUpperCase().padStart(10, "0"), requests: 0 };
    connections.set(socket, connection);
  }
  connection.requests += 1;
  return `0HN${connection.name}:${connection.requests.toString(16).toUpperCase().padStart(8, "0")}`;
}

function isLoopback({ remoteAddress }: Socket): boolean {
  return remoteAddress !== undefined && /^(::ffff:)?127\.|^::1$/.test(remoteAddress);
}

/** A browser's preflight is answered before anything else; only one origin is allowed. */
function preflightAnswer({ method, headers }: SandboxRequest): SandboxResponse | undefined {
  if (method !== "OPTIONS" || headers.origin === undefined) return undefined;
  if (headers["access-control-request-method"] === undefined) return undefined;
  if (headers.origin !== ALLOWED_ORIGIN) return { status: 204, headers: {} };
  const asked = headers["access-control-request-headers"];
  return {
    status: 204,
    headers: {
      "Access-Control-Allow-Methods": headers["access-control-request-method"],
      ...(asked === undefined ? {} : { "Access-Control-Allow-Headers": asked }),
    },
  };
}

function send(
  { onBytes }: ServerOptions,
  { headers, method }: IncomingMessage,
  reply: ServerResponse,
  { status, headers: own, body }: SandboxResponse,
): void {
  const length = body === undefined ? 0 : Buffer.byteLength(body);
  const all: Record<string, string | number> = { ...own, ...SECURITY_HEADERS };
  if (status !== 204 && status !== 304) all["Content-Length"] = length;
  if (headers.origin === ALLOWED_ORIGIN) all["Access-Control-Allow-Origin"] = ALLOWED_ORIGIN;
  reply.writeHead(status, all);
  if (body === undefined || method === "HEAD") reply.end();
  else reply.end(body);
  onBytes(Number(headers["content-length"] ?? 0), length);
}
