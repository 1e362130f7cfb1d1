/**
 * A proxy on loopback in front of a target that does what networks, gateways and other people's servers do: breaks
 * connections, answers in the target's place, changes answers. Each request is asked about once, before it is forwarded.
 */
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

export interface ProxyRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
  /** 0 for the first request that the proxy saw. */
  readonly number: number;
}

export interface ProxyAnswer {
  readonly status: number;
  /** A name may come more than once. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string | Buffer;
}

export type Mischief =
  /** Breaks the connection instead of an answer: before or after the target did what was asked. */
  | { readonly kind: "reset"; readonly when: "before" | "after" }
  /** The target's answer, but only its first half, by a Content-Length that promises more or by chunks without an end. */
  | { readonly kind: "half"; readonly by: "length" | "chunks" }
  /** The target's answer in pieces. */
  | { readonly kind: "drip"; readonly bytes: number; readonly everyMs: number }
  /** No answer; the connection stays open. */
  | { readonly kind: "hang" }
  | { readonly kind: "delay"; readonly ms: number }
  /** Bytes that are no HTTP. */
  | { readonly kind: "garbage"; readonly bytes: string }
  /** The target's answer in HTTP/1.0: no length, its end is the end of the connection. */
  | { readonly kind: "old" }
  /** Closes the connection after the answer without having announced it: the next request on it meets a closed door. */
  | { readonly kind: "close-idle"; readonly afterMs: number }
  | { readonly kind: "answer"; readonly answer: ProxyAnswer }
  /** Forwards something else than was asked. */
  | { readonly kind: "ask"; readonly path?: string; readonly body?: string; readonly headers?: ProxyRequest["headers"] }
  | { readonly kind: "change"; readonly change: (answer: Required<ProxyAnswer>) => ProxyAnswer };

export interface HostileProxy {
  readonly baseUrl: string;
  /** What came, in order. */
  readonly seen: readonly Pick<ProxyRequest, "method" | "path" | "headers">[];
  /** Several are done in order: `ask`, `delay` and `change` go together with others. Nothing: the request passes. */
  mischief: ((request: ProxyRequest) => Mischief | readonly Mischief[] | undefined) | undefined;
  close(): Promise<void>;
}

export async function startHostileProxy(targetUrl: string): Promise<HostileProxy> {
  const seen: Pick<ProxyRequest, "method" | "path" | "headers">[] = [];
  const target = new URL(targetUrl);
  let number = 0;
  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { method = "GET", url: path = "/", headers } = incoming;
    seen.push({ method, path, headers });
    const given = { method, path, headers, body: await textOf(incoming), number: number++ };
    const found = proxy.mischief?.(given);
    const all = found === undefined ? [] : Array.isArray(found) ? (found as readonly Mischief[]) : [found as Mischief];
    await misbehave(target, given, all, outgoing);
  };
  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const proxy: HostileProxy = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    mischief: undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return proxy;
}

const HOP_BY_HOP = /^(content-length|transfer-encoding|connection|keep-alive)$/i;

type Found<Kind extends Mischief["kind"]> = Extract<Mischief, { kind: Kind }>;

async function misbehave(
  target: URL,
  given: ProxyRequest,
  all: readonly Mischief[],
  outgoing: ServerResponse,
): Promise<void> {
  const find = <Kind extends Mischief["kind"]>(kind: Kind): Found<Kind> | undefined =>
    all.find((one): one is Found<Kind> => one.kind === kind);
  const socket = outgoing.socket as Socket;
  if (find("hang") !== undefined) return;
  const delay = find("delay");
  if (delay !== undefined) await pause(delay.ms);
  const garbage = find("garbage");
  if (garbage !== undefined) return void socket.end(garbage.bytes);
  const reset = find("reset");
  if (reset?.when === "before") return void socket.resetAndDestroy();
  let answer = find("answer")?.answer ?? (await forward(target, given, find("ask")));
  if (reset?.when === "after") return void socket.resetAndDestroy();
  for (const one of all) if (one.kind === "change") answer = one.change({ headers: [], body: "", ...answer });
  if (find("old") !== undefined) return void socket.end(inOldHttp(answer));
  const half = find("half");
  if (half !== undefined) return sendHalf(outgoing, answer, half.by);
  const drip = find("drip");
  await write(outgoing, answer, drip);
  const idle = find("close-idle");
  if (idle !== undefined) setTimeout(() => socket.destroy(), idle.afterMs);
}

async function write(outgoing: ServerResponse, answer: ProxyAnswer, drip?: Found<"drip">): Promise<void> {
  const body = Buffer.from(answer.body ?? "");
  head(outgoing, answer, answer.status === 204 || answer.status === 304 ? undefined : body.length);
  if (drip === undefined) return void outgoing.end(body);
  for (let at = 0; at < body.length && !outgoing.destroyed; at += drip.bytes) {
    outgoing.write(body.subarray(at, at + drip.bytes));
    await pause(drip.everyMs);
  }
  outgoing.end();
}

async function sendHalf(outgoing: ServerResponse, answer: ProxyAnswer, by: "length" | "chunks"): Promise<void> {
  const body = Buffer.concat([Buffer.from(answer.body ?? ""), Buffer.from("{}")]);
  head(outgoing, answer, by === "length" ? body.length + 10 : undefined);
  outgoing.write(body.subarray(0, Math.ceil(body.length / 2)));
  await pause(5);
  outgoing.destroy();
}

function inOldHttp({ status, headers = [], body = "" }: ProxyAnswer): Buffer {
  const kept = headers.filter(([name]) => !HOP_BY_HOP.test(name)).map(([name, value]) => `${name}: ${value}`);
  return Buffer.concat([Buffer.from(`${[`HTTP/1.0 ${status} Old`, ...kept].join("\r\n")}\r\n\r\n`), Buffer.from(body)]);
}

/** The header lines as they are given: Node would join or drop some of them. */
function head(outgoing: ServerResponse, { status, headers = [] }: ProxyAnswer, length: number | undefined): void {
  const kept = headers.filter(([name]) => !HOP_BY_HOP.test(name));
  const close = headers.filter(([name, value]) => /^connection$/i.test(name) && /close/i.test(value));
  const lines = [...kept, ...close].flat();
  if (length !== undefined) lines.push("Content-Length", String(length));
  outgoing.sendDate = false;
  outgoing.writeHead(status, lines);
}

function forward(target: URL, given: ProxyRequest, ask: Found<"ask"> | undefined): Promise<Required<ProxyAnswer>> {
  const body = ask?.body ?? given.body;
  // The Host header stays as it came, so that the addresses in the discovery document lead through here again.
  const { "content-length": _length, "transfer-encoding": _encoding, ...headers } = ask?.headers ?? given.headers;
  return new Promise((resolve, reject) => {
    const options = {
      hostname: target.hostname,
      port: target.port,
      method: given.method,
      path: ask?.path ?? given.path,
    };
    const length =
      given.method === "GET" || given.method === "DELETE" ? {} : { "content-length": Buffer.byteLength(body) };
    const outgoing = request({ ...options, headers: { ...headers, ...length, connection: "close" } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 502, headers: pairs(answer.rawHeaders), body: Buffer.concat(chunks) }),
      );
    });
    outgoing.on("error", reject);
    outgoing.end("content-length" in length ? body : undefined);
  });
}

function pairs(raw: readonly string[]): (readonly [string, string])[] {
  return Array.from({ length: raw.length / 2 }, (_, at) => [raw[2 * at] ?? "", raw[2 * at + 1] ?? ""] as const).filter(
    ([name]) => !/^connection$/i.test(name),
  );
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

export function isData({ path }: Pick<ProxyRequest, "path">): boolean {
  return /\/data\//.test(path);
}

export function isWrite(given: ProxyRequest): boolean {
  return isData(given) && given.method === "POST";
}

export function html(status: number, title: string, more: ProxyAnswer["headers"] = []): Mischief {
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body><h1>${title}</h1><script>alert(1)</script></body>\r\n</html>`;
  return { kind: "answer", answer: { status, headers: [["Content-Type", "text/html"], ...more], body } };
}
