/** One request and its answer, with bounded tags and time-outs. `exchange.ts` repeats requests. */

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
  /** Tag `op` where it is not the operation's name: `page` is a kind of query. */
  readonly op?: string;
  /** Tag `scenario` where the request is to be counted apart from the scenario that sends it. */
  readonly scenario?: string;
  /** Endpoint, for tags: `students`. */
  readonly resource: string;
  /** Route pattern, for tags: `POST /ed-fi/students`. Never a URL with an ID: each would be a series of its own. */
  readonly name: string;
  /** The answer is a list, which is counted by `countItems`. */
  readonly isList?: true | undefined;
  /** JSON text. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Statuses that are no failure to k6's own `http_req_failed`; default: any of 200 to 399. */
  readonly expect?: readonly number[] | undefined;
  /** Kept by `send`: most calls are sent many times. */
  prepared?: Prepared;
}

export interface Reply {
  readonly status: number;
  readonly outcome: Outcome;
  readonly body: string;
  /** k6 converts all headers at each access, so they are left where they are. */
  readonly answer: {
    readonly headers: Readonly<Record<string, string>>;
    readonly timings?: Timings;
    json?(selector: string): unknown;
  };
  readonly retryAfterMs?: number | undefined;
  readonly durationMs: number;
  /** How often the call was repeated before it. */
  readonly repeats: number;
  /** HTTP requests in all: also those that a new token was asked for in between. */
  readonly requests: number;
}

const { request: sendRequest } = http;

interface Params {
  readonly headers: Readonly<Record<string, string>>;
  /** Only where somebody reads metrics: each tag costs as much as a header. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly timeout: number;
  readonly redirects: number;
}

/** Parameters of a request for one call, token and time-out: most requests differ only in address and body. */
interface Prepared {
  /** Another one in a copy of the call, which may have other tags or headers. */
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
 * Parameters of calls without tags or headers of their own, and the token and time-out that they were made for.
 * Variables cost less than members.
 */
let given: string | undefined;
let lastMs = 0;
let reading: Params;
let writing: Params;

/** Tokens, and at first credentials, that this VU has sent last. */
const sent: string[] = [];
const MOST_SENT = 4;

/** Removes tokens that a target repeats: its answers are shown and stored. */
export function withoutTokens(text: string): string {
  return sent.reduce(withoutSecret, text);
}

function usualParams(call: Call, authorization: string, timeoutMs: number): Params {
  if (authorization !== given || timeoutMs !== lastMs) prepare(authorization, timeoutMs);
  return call.method === "POST" || call.method === "PUT" ? writing : reading;
}

function prepare(authorization: string, timeoutMs: number): void {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (authorization !== "") headers.Authorization = authorization;
  // No iterators and no spread: a VU's first takes 6 kB.
  const token = authorization.split(" ")[1] ?? "";
  if (!sent.includes(token) && sent.unshift(token) > MOST_SENT) sent.pop();
  // A redirect would take the token along, to another port of the same host even, or turn a POST into a GET.
  reading = { headers, timeout: timeoutMs, redirects: 0 };
  writing = { ...reading, headers: { ...headers, "Content-Type": "application/json" } };
  given = authorization;
  lastMs = timeoutMs;
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

/** @param authorization empty: none is sent */
export function send(call: Call, authorization: string, timeoutMs: number): Reply {
  return sendText(call, authorization, timeoutMs, call.body, call.url);
}

/** The same with another body and URL: a call is used for many items. */
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

/** The same without a call: no tags, no headers of its own, no list as answer. A body is JSON. */
export function sendPlain(
  method: Call["method"],
  operation: Operation,
  authorization: string,
  timeoutMs: number,
  text: string | undefined,
  url: string,
): Reply {
  // Without `usualParams`: a call costs time in each request.
  if (authorization !== given || timeoutMs !== lastMs) prepare(authorization, timeoutMs);
  return replyTo(sendRequest(method, url, text ?? null, text === undefined ? reading : writing), operation, false);
}

function replyTo(answer: ReturnType<typeof sendRequest>, operation: Operation, isList: boolean): Reply {
  const { status } = answer;
  // Once: k6 converts the whole text at each access.
  const raw = answer.body;
  const body = typeof raw === "string" ? raw : "";
  let outcome: Outcome;
  let message = body;
  let retryAfterMs: number | undefined;
  if (status !== 0 && (status < 300 || status === 304)) {
    // A page is a login or a gateway's notice with a status of success. Inline, because a call costs time in each
    // request; a regular expression at the top would take memory in each VU. A list is checked when it is counted.
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
 * Number of items in the list that a reply holds; -1 where it holds none, or JSON that is not valid. Counted by k6: a text
 * of many items takes longer to be made a string of JavaScript, above all one with accents.
 */
export function countItems({ outcome, answer }: Reply): number {
  const count = outcome === "read" ? answer.json?.("#") : undefined;
  return typeof count === "number" ? count : -1;
}

/** ID at the end of the Location header, with any host, path or letter case; empty if there is none, or a token instead. */
export function idOf(reply: Reply): string {
  const location = headerOf(reply, "Location") ?? "";
  const last = location.slice(location.lastIndexOf("/") + 1);
  // A UUID, nearly always: a VU's first regular expression takes 15 kB. Else, of an ODS/API: an anchored expression costs
  // a fifth of the other one.
  const isPlain = (last.length === 36 && last[8] === "-" && last[23] === "-") || /^[\w-]{1,64}$/.test(last);
  const id = isPlain ? last : (/(?:^|\/)([\w-]{1,64})\/?(?:[?#].*)?$/.exec(location)?.[1] ?? "");
  return sent.includes(id) ? "" : id;
}

/** What was written must be named: without an id it could not be read back, changed or deleted. */
export function withoutId(reply: Reply): Reply {
  const { body } = reply;
  return { ...reply, outcome: "mismatched", body: `returned no Location that ends with an ID${body && `: ${body}`}` };
}

/** Value of a header in any letter case. A name as k6 writes it (`Etag` for `ETag`) is found at once. */
export function headerOf(reply: Reply, name: string): string | undefined {
  const { headers } = reply.answer;
  const value = headers[name];
  if (value !== undefined) return value;
  const wanted = name.toLowerCase();
  for (const key in headers) if (key.toLowerCase() === wanted) return headers[key];
  return undefined;
}
