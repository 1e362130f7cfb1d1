/**
 * Reads and deletes items of a target through many connections, with the same rules of repeating as the load: a pause that
 * the target asks for holds all callers, a refused token is renewed once for all of them.
 */

import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { describeErrorBody } from "../base/problem-details.ts";
import { type Outcome, outcomeOf } from "../lib/http/outcome.ts";
import { parseRetryAfter } from "../lib/http/retry-after.ts";
import { decideRetry } from "../lib/http/retry-policy.ts";
import { createKeepAliveCaller, type KeepAliveReply } from "./keep-alive-call.ts";
import type { TokenSource } from "./token-generations.ts";

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
  readonly text: string;
  header(name: string): string | undefined;
  readonly repeats: number;
}

export interface DataClient {
  /** @param path below the data address: `students/0123` or `students?limit=0`. Throws only when there is no token. */
  call(method: "GET" | "DELETE", path: string): Promise<DataReply>;
  close(): void;
}

const MOST_RENEWALS = 3;
/** Each costs the whole time for one answer. */
const MOST_TIME_OUTS = 1;
/** Requests in a row without any answer, of all callers together: more than a restart of a server costs. */
const GONE_AFTER = 100;
const TIME_OUT_COUNTS = 10;

const GONE = {
  outcome: "cut-off",
  status: 0,
  text: "not sent: the target no longer responds",
  header: () => undefined,
} as const;

export function createDataClient(options: DataClientOptions): DataClient {
  const { tokens, signal } = options;
  const caller = createKeepAliveCaller(options.width, options.timeoutMs ?? 60_000);
  const limits = { transient: options.retryLimit ?? 8, timedOut: MOST_TIME_OUTS, unresolved: 0 };
  let lostInARow = 0;
  // One listener for each caller that waits.
  if (signal !== undefined) setMaxListeners(0, signal);
  let holdUntilMs = 0;
  const pause = async (ms: number): Promise<void> => {
    if (ms > 0 && signal?.aborted !== true) await sleep(ms, undefined, { ...(signal && { signal }) }).catch(() => {});
  };
  const call = async (method: "GET" | "DELETE", path: string): Promise<DataReply> => {
    let renewals = 0;
    for (let repeats = 0; ; repeats++) {
      await pause(holdUntilMs - Date.now());
      if (lostInARow >= GONE_AFTER) return { ...GONE, repeats };
      const token = await tokens.current();
      const url = `${options.dataUrl}/ed-fi/${path}`;
      const reply = await caller.call(method, url, { accept: "application/json", authorization: `Bearer ${token}` });
      const outcome = outcomeIn(method, reply);
      lostInARow = reply.status === 0 ? lostInARow + (reply.timedOut ? TIME_OUT_COUNTS : 1) : 0;
      const done = { outcome, status: reply.status, text: reply.text, header: reply.header, repeats };
      if (outcome === "unauthorized" && renewals < MOST_RENEWALS) {
        renewals++;
        await tokens.renew(token);
        continue;
      }
      // Nobody races a DELETE for a natural key, so its conflicts stand.
      if (outcome === "conflict" || signal?.aborted === true) return done;
      const retryAfterMs = parseRetryAfter(reply.header("retry-after"), Date.now(), reply.header("date"));
      const attempt = {
        outcome,
        repeats,
        chance: Math.random(),
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      };
      const decision = decideRetry(attempt, limits);
      if (decision.kind !== "repeat") return done;
      if (retryAfterMs !== undefined) holdUntilMs = Math.max(holdUntilMs, Date.now() + retryAfterMs);
      await pause(decision.afterMs);
    }
  };
  return { call, close: () => caller.close() };
}

function outcomeIn(method: "GET" | "DELETE", { status, text, timedOut }: KeepAliveReply): Outcome {
  const answer = { status, ...(timedOut ? { errorCode: TIMED_OUT } : {}), problem: text };
  return outcomeOf(method === "GET" ? "read" : "delete", answer);
}

/** How `outcomeOf` knows a time-out (k6's number for it). */
const TIMED_OUT = 1050;

/** `answered 403: title: detail`, or what the network did; one line. */
export function describeReply({ status, text }: Pick<DataReply, "status" | "text">): string {
  if (status === 0) return text;
  const said = describeErrorBody(text);
  return said === "" ? `returned ${status}` : `returned ${status}: ${said}`;
}
