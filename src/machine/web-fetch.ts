/** `fetch` through the proxy of an address: that of Node 20 knows none. */

import { Readable } from "node:stream";
import { LoadTestError } from "../base/errors.ts";
import { Connections } from "./connections.ts";
import { proxyFor, proxyName } from "./proxy.ts";

export interface WebFetch {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly signal: AbortSignal;
  /** Default: redirects are followed. */
  readonly redirect?: "manual";
}

const MOST_REDIRECTS = 5;
const EMPTY = new Set([204, 205, 304]);

const connections = new Connections({ keepAlive: true });

/** @throws as fetch does; LoadTestError for what the proxy does */
export async function webFetch(url: string, call: WebFetch): Promise<Response> {
  let at = url;
  for (let redirects = 0; ; redirects++) {
    const proxy = proxyFor(at);
    if (proxy === undefined) return fetch(at, call);
    const response = await fetchThrough(proxy, at, call);
    const location = response.headers.get("location");
    const isOver = call.redirect === "manual" || location === null || redirects === MOST_REDIRECTS;
    if (isOver || response.status < 300 || response.status >= 400) return response;
    at = new URL(location, at).href;
  }
}

function fetchThrough(proxy: URL, url: string, { method = "GET", headers, body, signal }: WebFetch): Promise<Response> {
  return new Promise((resolve, reject) => {
    const sent = { "accept-encoding": "identity", ...headers, ...lengthOf(body) };
    const request = connections.request(url, { method, headers: sent, signal }, (answer) => {
      const { statusCode: status = 0 } = answer;
      if (status === 407) {
        answer.resume();
        return reject(brokenProxy(proxy, "requires a user and a password (407)"));
      }
      const received = new Headers();
      for (let at = 0; at < answer.rawHeaders.length; at += 2)
        received.append(answer.rawHeaders[at] ?? "", answer.rawHeaders[at + 1] ?? "");
      const text = EMPTY.has(status) ? null : decoded(answer, received.get("content-encoding"));
      resolve(new Response(text, { status, headers: received }));
    });
    request.once("error", (error: NodeJS.ErrnoException) => {
      const { code = "" } = error;
      const isOfProxy = url.startsWith("http:") && /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|E\w+UNREACH)$/.test(code);
      reject(isOfProxy ? brokenProxy(proxy, `cannot be reached (${code})`) : signal.aborted ? signal.reason : error);
    });
    request.end(body);
  });
}

function lengthOf(body: string | Buffer | undefined): Record<string, string> {
  return body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
}

/** Nothing compressed is asked for, but gateways compress all the same. */
function decoded(answer: Readable, encoding: string | null): ReadableStream<Uint8Array> {
  const bytes = Readable.toWeb(answer) as ReadableStream<Uint8Array>;
  const format = /\b(gzip|deflate)\b/i.exec(encoding ?? "")?.[1]?.toLowerCase() as "gzip" | "deflate" | undefined;
  return format === undefined ? bytes : bytes.pipeThrough(new DecompressionStream(format));
}

function brokenProxy(proxy: URL, why: string): LoadTestError {
  const hint = "Check HTTP_PROXY, HTTPS_PROXY and NO_PROXY.";
  return new LoadTestError("preflight", `the proxy ${proxyName(proxy)} ${why}`, { hint });
}
