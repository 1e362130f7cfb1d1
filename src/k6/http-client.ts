/** One request and its answer, with bounded tags and time-outs; repeats live in `exchange.ts`. */

import http from "k6/http";
import { type Operation, type Outcome, outcomeOf } from "../lib/http/outcome.ts";
import { parseRetryAfter } from "../lib/http/retry-after.ts";

export interface Call {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly url: string;
  readonly operation: Operation;
  /** Tag `op` where it is not the operation's name: `page` is a kind of query. */
  readonly op?: string;
  /** Endpoint, for tags: `students`. */
  readonly resource: string;
  /** Route pattern, for tags: `POST /ed-fi/students`. Never an address with an id: each would be a series of its own. */
  readonly name: string;
  /** JSON text. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Statuses that are no failure to k6's own `http_req_failed`; default: any of 200 to 399. */
  readonly expect?: readonly number[];
}

export interface Reply {
  readonly status: number;
  readonly outcome: Outcome;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly retryAfterMs: number | undefined;
  readonly durationMs: number;
}

/** @param authorization empty: none is sent */
export function send(call: Call, authorization: string, timeoutMs: number): Reply {
  const headers: Record<string, string> = { Accept: "application/json", ...call.headers };
  if (authorization !== "") headers.Authorization = authorization;
  if (call.body !== undefined) headers["Content-Type"] = "application/json";
  const response = http.request(call.method, call.url, call.body ?? null, {
    headers,
    tags: { name: call.name, resource: call.resource, op: call.op ?? call.operation },
    timeout: timeoutMs,
    // A redirect would take the token along, to another port of the same host even, or turn a POST into a GET.
    redirects: 0,
    ...(call.expect === undefined ? {} : { responseCallback: http.expectedStatuses(...call.expect) }),
  });
  const { status } = response;
  const failed = (status >= 300 && status !== 304) || status === 0;
  const text = typeof response.body === "string" ? response.body : "";
  const { headers: received } = response;
  const durationMs = response.timings.duration;
  if (!failed) {
    const outcome = isPage(text) ? "mismatched" : outcomeOf(call.operation, { status });
    return { status, headers: received, durationMs, body: text, outcome, retryAfterMs: undefined };
  }
  const body = status === 0 ? response.error : withoutToken(text, authorization) || redirectOf(received);
  return {
    status,
    headers: received,
    durationMs,
    body,
    outcome: outcomeOf(call.operation, { status, errorCode: response.error_code, problem: body }),
    retryAfterMs: parseRetryAfter(received["Retry-After"], Date.now(), received.Date),
  };
}

/** A login page or a gateway's notice, answered as if all were well. */
function isPage(text: string): boolean {
  const first = text.charCodeAt(0);
  return text !== "" && first !== 0x5b && first !== 0x7b && /^\s*</.test(text);
}

/** What a redirect without a body says. */
function redirectOf(headers: Readonly<Record<string, string>>): string {
  return headers.Location === undefined
    ? ""
    : `a redirect, not followed, to ${headers.Location.replace(/[?#].*$/s, "")}`;
}

/** What a server says about a failure is shown and kept: a token that it repeats must not be. */
function withoutToken(text: string, authorization: string): string {
  const token = authorization.slice("Bearer ".length);
  return token === "" ? text : text.split(token).join("***");
}

/** Id at the end of the Location header, whatever host, path or letter case it has; empty when there is none. */
export function idOf(reply: Reply): string {
  const location = headerOf(reply, "Location") ?? "";
  const last = location.slice(location.lastIndexOf("/") + 1);
  if (PLAIN_ID.test(last)) return last;
  return /(?:^|\/)([\w-]{1,64})\/?(?:[?#].*)?$/.exec(location)?.[1] ?? "";
}

/** Nearly every one; a regular expression that has to find its own beginning costs k6 as much as a custom metric. */
const PLAIN_ID = /^[\w-]{1,64}$/;

/** Value of a header whatever its letter case; k6 writes `Etag` for `ETag`, and a name written like that is found at once. */
export function headerOf(reply: Reply, name: string): string | undefined {
  const value = reply.headers[name];
  if (value !== undefined) return value;
  const wanted = name.toLowerCase();
  for (const key in reply.headers) if (key.toLowerCase() === wanted) return reply.headers[key];
  return undefined;
}
