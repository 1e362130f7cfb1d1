/**
 * Reads, deletes and sometimes creates items of a target through many connections, with the same rules of repeating as the
 * load: a pause that the target asks for holds all callers, a refused token is renewed once for all of them.
 */

import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { describeErrorBody, oneLine } from "../base/problem-details.ts";
import { resourcePath } from "../lib/edfi/resource-path.ts";
import { isSuccess, type Outcome, outcomeOf } from "../lib/http/outcome.ts";
import { type Attempt, LONGEST_WAIT_MS } from "../lib/http/retry-policy.ts";
import { mask, retryAfterIn } from "./http.ts";
import { createKeepAliveCaller, type KeepAliveReply } from "./keep-alive-call.ts";
import { repeat } from "./repeat.ts";
import type { TokenSource } from "./token-generations.ts";

/** Of one item, below the data address: `/ed-fi/students/ID`. */
export function itemPath(endpoint: string, id: string): string {
  return `${resourcePath(endpoint)}/${encodeURIComponent(id)}`;
}

export interface DataClientOptions {
  /** Resources hang below it: `{dataUrl}/ed-fi/students`. */
  readonly dataUrl: string;
  readonly tokens: TokenSource;
  /** Connections at most. */
  readonly width: number;
  /** Repeats of one call after transient failures. Default 8. */
  readonly retryLimit?: number;
  /** For one answer. Default 60,000. */
  readonly timeoutMs?: number;
  /** Ends all waiting; calls then return what they have. */
  readonly signal?: AbortSignal;
}

export interface DataReply {
  readonly outcome: Outcome;
  /** 0 when there was no complete answer. */
  readonly status: number;
  /** Without a token that the target repeats. */
  readonly text: string;
  header(name: string): string | undefined;
  readonly repeats: number;
}

export type DataMethod = "GET" | "DELETE" | "POST";

export interface DataClient {
  /**
   * Throws only when there is no token.
   * @param path below the data address: `/ed-fi/students/0123` or `/ed-fi/students?limit=0`
   * @param body JSON, of a POST
   */
  call(method: DataMethod, path: string, body?: string): Promise<DataReply>;
  /** Calls that are under way end without an answer. */
  close(): void;
}

/** Each costs the whole time for one answer. */
const MOST_TIME_OUTS = 1;
/** Requests in a row without a useful answer, of all callers together: more than a restart of a server costs. */
const GONE_AFTER = 100;
const TIME_OUT_COUNTS = 10;
/** An answer, but none that is of use: twice as many, which is all repeats of some 20 requests. */
const SERVER_ERROR_COUNTS = 0.5;
/** Tokens in a row that the target rejected: the repeats of a call need two, and take seconds. */
const MOST_REJECTED_TOKENS = 4;

type LastReply = Omit<DataReply, "repeats"> & Attempt;

const GONE = unsent("the target no longer responds");
const REJECTING = unsent("the target rejects every token");

function unsent(reason: string): LastReply {
  return { outcome: "cut-off", status: 0, text: `not sent: ${reason}`, header: () => undefined };
}

export function createDataClient(options: DataClientOptions): DataClient {
  const { signal, retryLimit = 8, timeoutMs = 60_000 } = options;
  const caller = createKeepAliveCaller(options.width, timeoutMs);
  const target = new SharedState();
  const used = new Set<string>();
  let isClosed = false;
  // One listener for each caller that waits.
  if (signal !== undefined) setMaxListeners(0, signal);
  const pause = async (ms: number): Promise<void> => {
    if (ms > 0 && signal?.aborted !== true) await sleep(ms, undefined, { ...(signal && { signal }) }).catch(() => {});
  };
  const call: DataClient["call"] = async (method, path, body) => {
    const url = options.dataUrl + path;
    let token = "";
    const attempt = async (): Promise<LastReply> => {
      await pause(target.holdUntilMs - performance.now());
      if (target.end !== undefined) return target.end;
      token = await options.tokens.current();
      used.add(token);
      const headers = { accept: "application/json", authorization: `Bearer ${token}` };
      const reply = target.take(method, token, await caller.call(method, url, headers, body));
      return { ...reply, text: withoutTokens(reply, [...used]) };
    };
    const { last, repeats } = await repeat(attempt, {
      limits: { transient: retryLimit, timedOut: MOST_TIME_OUTS },
      renewToken: async () => target.end ?? options.tokens.renew(token),
      leftMs: () => (target.end !== undefined || isClosed || signal?.aborted === true ? 0 : Number.POSITIVE_INFINITY),
      pause,
    });
    return { ...last, repeats };
  };
  const close = (): void => {
    isClosed = true;
    caller.close();
  };
  return { call, close };
}

const OPERATIONS = { GET: "read", DELETE: "delete", POST: "create" } as const;

/** A success is data, perhaps a long page: it is only searched for a token, and in its plain form. */
function withoutTokens({ outcome, text }: LastReply, tokens: readonly string[]): string {
  return isSuccess(outcome) && !tokens.some((token) => text.includes(token)) ? text : mask(text, tokens);
}

/** What all callers of one target share. */
class SharedState {
  #lostInARow = 0;
  /** Since the last answer to an accepted one. */
  readonly #rejectedTokens = new Set<string>();
  /** A pause that the target asked one of them for. */
  holdUntilMs = 0;

  /** The reply to every further call, once asking is of no use. */
  get end(): LastReply | undefined {
    if (this.#rejectedTokens.size >= MOST_REJECTED_TOKENS) return REJECTING;
    return this.#lostInARow >= GONE_AFTER ? GONE : undefined;
  }

  take(method: DataMethod, token: string, reply: KeepAliveReply): LastReply {
    const { status, text, header, timedOut } = reply;
    const lost = status === 0 ? (timedOut ? TIME_OUT_COUNTS : 1) : status >= 500 ? SERVER_ERROR_COUNTS : 0;
    this.#lostInARow = lost === 0 ? 0 : this.#lostInARow + lost;
    if (status === 401) this.#rejectedTokens.add(token);
    else if (status > 0 && status < 500) this.#rejectedTokens.clear();
    const retryAfterMs = retryAfterIn(status, header);
    if (retryAfterMs !== undefined)
      this.holdUntilMs = Math.max(this.holdUntilMs, performance.now() + Math.min(LONGEST_WAIT_MS, retryAfterMs));
    const operation = OPERATIONS[method];
    const answer = { status, ...(timedOut ? { errorCode: TIMED_OUT } : {}), problem: text };
    return { outcome: outcomeOf(operation, answer), operation, status, text, header, retryAfterMs };
  }
}

/** How `outcomeOf` knows a time-out (k6's number for it). */
const TIMED_OUT = 1050;

/** `returned 403: title: detail`, where a redirect leads, or the network error; one line. */
export function describeReply(reply: Pick<DataReply, "status" | "text"> & Partial<Pick<DataReply, "header">>): string {
  const { status, text } = reply;
  if (status === 0) return text;
  const location = status >= 300 && status < 400 ? reply.header?.("location") : undefined;
  if (location !== undefined)
    return `returned ${status}, a redirect to ${oneLine(location.replace(/[?#].*$/s, ""), 150)}`;
  const detail = describeErrorBody(text);
  if (detail !== "") return `returned ${status}: ${detail}`;
  return status < 300 ? `returned ${status} without a body` : `returned ${status}`;
}
