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
    ...(call.expect === undefined ? {} : { responseCallback: http.expectedStatuses(...call.expect) }),
  });
  const { status } = response;
  const failed = status >= 400 || status === 0;
  const text = typeof response.body === "string" ? response.body : "";
  const body = failed ? withoutToken(text, authorization) : text;
  return {
    status,
    body: status === 0 ? response.error : body,
    headers: response.headers,
    outcome: outcomeOf(call.operation, failed ? { status, errorCode: response.error_code, problem: body } : { status }),
    retryAfterMs: failed ? parseRetryAfter(response.headers["Retry-After"], Date.now()) : undefined,
    durationMs: response.timings.duration,
  };
}

/** What a server says about a failure is shown and kept: a token that it repeats must not be. */
function withoutToken(text: string, authorization: string): string {
  const token = authorization.slice("Bearer ".length);
  return token === "" ? text : text.split(token).join("***");
}

/** Value of a header whatever its letter case; k6 writes `Etag` for `ETag`. */
export function headerOf(reply: Reply, name: string): string | undefined {
  const wanted = name.toLowerCase();
  for (const key in reply.headers) if (key.toLowerCase() === wanted) return reply.headers[key];
  return undefined;
}
