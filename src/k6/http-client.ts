/** Sends one request, with a bounded number of tags and a timeout. `exchange.ts` repeats requests. */

import http from "k6/http";
import type { Timings } from "../lib/contracts/journal/timing-line.ts";
import { type Operation, type Outcome, outcomeOf, successOf } from "../lib/http/outcome.ts";
import { askedWaitMs } from "../lib/http/retry-after.ts";
import { withoutSecret } from "../lib/http/without-secret.ts";
import { METRICS } from "./metrics.ts";

export interface Call {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly url: string;
  readonly operation: Operation;
  /** Tag `op`, if it differs from the operation: `page` is a kind of query. */
  readonly op?: string;
  /** Tag `scenario`, if the request is counted apart from the scenario that sends it. */
  readonly scenario?: string;
  /** Endpoint, for tags: `students`. */
  readonly resource: string;
  /** Route pattern, for tags: `POST /ed-fi/students`. Never a URL with an ID: each would be a series of its own. */
  readonly name: string;
  /** The response is a list; `countItems` counts it. */
  readonly isList?: true | undefined;
  /** JSON text. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Statuses that `http_req_failed` does not count as failures. Default: 200 to 399. */
  readonly expect?: readonly number[] | undefined;
  /** Cached by `send`, because most calls are sent many times. */
  prepared?: Prepared;
}

export interface Reply {
  readonly status: number;
  readonly outcome: Outcome;
  readonly body: string;
  /** k6's response. k6 converts all headers at each access, so they are not copied here. */
  readonly answer: {
    readonly headers: Readonly<Record<string, string>>;
    readonly timings?: Timings;
    json?(selector: string): unknown;
  };
  readonly retryAfterMs?: number | undefined;
  readonly durationMs: number;
  /** How often the call was repeated. */
  readonly repeats: number;
  /** HTTP requests in total, including those after a new token. */
  readonly requests: number;
}

const { request: sendRequest } = http;

interface Params {
  readonly headers: Readonly<Record<string, string>>;
  /** Only if metrics are used: each tag costs as much as a header. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly timeout: number;
  readonly redirects: number;
}

/** Parameters of a request for one call, token and timeout: most requests differ only in URL and body. */
interface Prepared {
  /** Differs in a copy of the call, which may have other tags or headers. */
  readonly call: Call;
  readonly authorization: string;
  readonly timeoutMs: number;
  readonly params: Params;
}

function paramsOf(call: Call, authorization: string, timeoutMs: number): Params {
  // Without tags, nearly all calls have the same parameters.
  if (!METRICS && call.headers === undefined && call.expect === undefined)
    return usualParams(call, authorization, timeoutMs);
  const kept = call.prepared;
  const isCurrent = kept !== undefined && kept.call === call && kept.authorization === authorization;
  if (isCurrent && kept.timeoutMs === timeoutMs) return kept.params;
  const params = makeParams(call, authorization, timeoutMs);
  if (METRICS) call.prepared = { call, authorization, timeoutMs, params };
  return params;
}

/**
 * Parameters of calls without tags or headers of their own, with the token and timeout that they were made for.
 * Variables, because k6 reads them faster than members of an object.
 */
let lastAuth: string | undefined;
let lastTimeoutMs = 0;
let reading: Params;
let writing: Params;

/** The last tokens, or credentials of a token request, that this VU has sent. */
const sent: string[] = [];
const MOST_SENT = 4;

/** Removes tokens that a target repeats in a response: responses are printed and stored. */
export function withoutTokens(text: string): string {
  return sent.reduce(withoutSecret, text);
}

function usualParams(call: Call, authorization: string, timeoutMs: number): Params {
  if (authorization !== lastAuth || timeoutMs !== lastTimeoutMs) prepare(authorization, timeoutMs);
  return call.method === "POST" || call.method === "PUT" ? writing : reading;
}

function prepare(authorization: string, timeoutMs: number): void {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (authorization !== "") headers.Authorization = authorization;
  // No iterator and no spread: the first use costs 6 kB per VU.
  const token = authorization.split(" ")[1] ?? "";
  if (!sent.includes(token) && sent.unshift(token) > MOST_SENT) sent.pop();
  // k6 would send the token along with a redirect, even to another port of the host, or turn a POST into a GET.
  reading = { headers, timeout: timeoutMs, redirects: 0 };
  writing = { ...reading, headers: { ...headers, "Content-Type": "application/json" } };
  lastAuth = authorization;
  lastTimeoutMs = timeoutMs;
}

function tagsOf({ name, resource, operation, op = operation, scenario }: Call): Record<string, string> {
  return { name, resource, op, ...(scenario === undefined ? {} : { scenario }) };
}

function makeParams(call: Call, authorization: string, timeoutMs: number): Params {
  const common = usualParams(call, authorization, timeoutMs);
  return {
    ...common,
    ...(call.headers === undefined ? {} : { headers: { ...common.headers, ...call.headers } }),
    ...(METRICS ? { tags: tagsOf(call) } : {}),
    ...(call.expect === undefined ? {} : { responseCallback: http.expectedStatuses(...call.expect) }),
  };
}

/** @param authorization empty: no Authorization header */
export function send(call: Call, authorization: string, timeoutMs: number): Reply {
  return sendText(call, authorization, timeoutMs, call.body, call.url);
}

/** As `send`, with another body and URL: one call serves many items. */
export function sendText(
  call: Call,
  authorization: string,
  timeoutMs: number,
  text: string | undefined,
  url: string,
): Reply {
  const params = paramsOf(call, authorization, timeoutMs);
  return replyTo(sendRequest(call.method, url, text ?? null, params), call.operation, call.isList === true);
}

/** Sends a request without a `Call`: no tags, no headers of its own, no list as the response. A body is JSON. */
export function sendPlain(
  method: Call["method"],
  operation: Operation,
  authorization: string,
  timeoutMs: number,
  text: string | undefined,
  url: string,
): Reply {
  // `usualParams` inline: a function call costs time in each request.
  if (authorization !== lastAuth || timeoutMs !== lastTimeoutMs) prepare(authorization, timeoutMs);
  return replyTo(sendRequest(method, url, text ?? null, text === undefined ? reading : writing), operation, false);
}

function replyTo(answer: ReturnType<typeof sendRequest>, operation: Operation, isList: boolean): Reply {
  const { status } = answer;
  // Read once: k6 converts the whole text at each access.
  const raw = answer.body;
  const body = typeof raw === "string" ? raw : "";
  let outcome: Outcome;
  let message = body;
  let retryAfterMs: number | undefined;
  if (status !== 0 && (status < 300 || status === 304)) {
    // A page is a login form or a gateway's message with a status of success. Inline, because a function call costs time
    // in each request; a regular expression at module level would cost memory in each VU. A list is checked by
    // `countItems`.
    const first = isList ? "[" : body[0];
    const isPage = first !== "{" && first !== "[" && first !== undefined && /^\s*</.test(body);
    outcome = isPage ? "mismatched" : (successOf(operation, status) ?? "rejected");
  } else {
    const { headers } = answer;
    const to = body === "" ? headers.Location : undefined;
    const said = to === undefined ? body : `a redirect, not followed, to ${to.replace(/[?#].*$/s, "")}`;
    message = withoutTokens(status === 0 ? answer.error : said);
    outcome = outcomeOf(operation, { status, errorCode: answer.error_code, problem: message });
    retryAfterMs = askedWaitMs(status, headers, Date.now());
  }
  const durationMs = answer.timings.duration;
  return { status, answer, durationMs, body: message, outcome, retryAfterMs, repeats: 0, requests: 1 };
}

/**
 * Number of items in a list; -1 if the body is no list, or not valid JSON. k6 counts them in Go: converting a long text
 * to a JavaScript string takes longer, above all one with accents.
 */
export function countItems({ outcome, answer }: Reply): number {
  const count = outcome === "read" ? answer.json?.("#") : undefined;
  return typeof count === "number" ? count : -1;
}

/** ID at the end of the Location header, with any host, path or letter case. Empty if there is none, or if it is a token. */
export function idOf(reply: Reply): string {
  const location = headerOf(reply, "Location") ?? "";
  const last = location.slice(location.lastIndexOf("/") + 1);
  // Nearly always a UUID, found without a regular expression: the first one costs 15 kB per VU. For the IDs of an
  // ODS/API, an anchored expression costs a fifth of the other one.
  const isPlain = (last.length === 36 && last[8] === "-" && last[23] === "-") || /^[\w-]{1,64}$/.test(last);
  const id = isPlain ? last : (/(?:^|\/)([\w-]{1,64})\/?(?:[?#].*)?$/.exec(location)?.[1] ?? "");
  return sent.includes(id) ? "" : id;
}

/** A reply without an ID, as a mismatch: the item could not be read back, changed or deleted. */
export function withoutId(reply: Reply): Reply {
  const { body } = reply;
  return { ...reply, outcome: "mismatched", body: `returned no Location that ends with an ID${body && `: ${body}`}` };
}

/** Value of a header in any letter case. k6's own spelling (`Etag` for `ETag`) is found at once. */
export function headerOf(reply: Reply, name: string): string | undefined {
  const { headers } = reply.answer;
  const value = headers[name];
  if (value !== undefined) return value;
  const wanted = name.toLowerCase();
  for (const key in headers) if (key.toLowerCase() === wanted) return headers[key];
  return undefined;
}
