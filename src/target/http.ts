/**
 * One HTTP call of the tools: bounded in time and size, no redirects followed, no secret in any
 * error. Connections stay open. k6 does the load; this asks and sets up.
 */

import { LoadTestError } from "../base/errors.ts";
import { describeErrorBody, oneLine } from "../base/problem-details.ts";
import { outcomeOf } from "../lib/http/outcome.ts";
import { askedWaitMs, WAIT_HEADERS } from "../lib/http/retry-after.ts";
import type { Attempt } from "../lib/http/retry-policy.ts";
import { withoutSecret } from "../lib/http/without-secret.ts";
import { webFetch } from "../machine/web-fetch.ts";
import { explainFailedCall } from "./failed-call.ts";
import { repeat } from "./repeat.ts";

export interface HttpCall {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For the whole call, body included. Default: that of the command, see `useRequestTimeout`. */
  readonly timeoutMs?: number;
  /** Longest body that is read; more is an error. Default 8 MiB. */
  readonly maxBytes?: number;
  /** Tries in all where the failure is transient: a broken connection, 429, 5xx. Default 3 for GET, else 1. */
  readonly attempts?: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Middle of the call by this machine's clock, for comparing clocks. */
  readonly atMs: number;
}

/** A process runs one command. */
let defaultTimeoutMs = 15_000;
const DEFAULT_MAX_BYTES = 8 * 1024 * 1024;
const LIMITS = { firstPauseMs: 250, longestPauseMs: 5_000, conflicts: 0 };

/** The setting REQUEST_TIMEOUT holds for all calls of a command, as for those of k6. */
export function useRequestTimeout(timeoutMs: number): void {
  defaultTimeoutMs = timeoutMs;
}

/**
 * Sends the call and returns the answer, with any status.
 * @throws LoadTestError "preflight" when there is no complete HTTP answer.
 */
export async function send(call: HttpCall): Promise<HttpAnswer> {
  const attempts = call.attempts ?? (call.method === "GET" ? 3 : 1);
  const limits = { ...LIMITS, transient: attempts - 1 };
  const { last } = await repeat(() => attempt(call), { limits, chance: () => 1 });
  if (last.answer === undefined) throw last.error;
  return last.answer;
}

type AttemptedCall = Attempt &
  ({ readonly answer: HttpAnswer } | { readonly answer?: never; readonly error: BrokenCall });

async function attempt(call: HttpCall): Promise<AttemptedCall> {
  try {
    const answer = await sendOnce(call);
    return { outcome: outcomeOf("read", answer), retryAfterMs: retryAfterOf(answer), answer };
  } catch (error) {
    if (!(error instanceof BrokenCall)) throw error;
    return { outcome: error.isTransient ? "cut-off" : "rejected", error };
  }
}

/** The pause that an answer asks for, in milliseconds. */
export function retryAfterOf({ status, headers }: Pick<HttpAnswer, "status" | "headers">): number | undefined {
  return retryAfterIn(status, (name) => headers.get(name) ?? undefined);
}

/** @param header by its name in lower case */
export function retryAfterIn(status: number, header: (name: string) => string | undefined): number | undefined {
  const headers = Object.fromEntries(WAIT_HEADERS.map((name) => [name, header(name.toLowerCase())]));
  return askedWaitMs(status, headers, Date.now());
}

/** `GET http://host/path`: how messages name a call. User information and query are left out. */
export function nameOf(call: Pick<HttpCall, "method" | "url">): string {
  return `${call.method} ${oneLine(call.url.replace(/[?#].*$/s, "").replace(/\/\/[^/@]*@/, "//"), 200)}`;
}

/** `returned 403: title: detail`, or where a redirect leads; one line, secrets masked. */
export function describeAnswer(answer: HttpAnswer, secrets: readonly string[] = []): string {
  const location = answer.headers.get("location");
  if (answer.status >= 300 && answer.status < 400 && location !== null) {
    return `returned ${answer.status}, a redirect to ${mask(oneLine(location.replace(/[?#].*$/s, ""), 150), secrets)}`;
  }
  // What a success holds may be a secret, and is no explanation.
  if (answer.status >= 200 && answer.status < 300) return `returned ${answer.status}, but not in the expected format`;
  const detail = mask(describeErrorBody(mask(answer.text, secrets)), secrets);
  return detail === "" ? `returned ${answer.status} without a body` : `returned ${answer.status}: ${detail}`;
}

/** Replaces each secret, also in its escaped, percent-encoded and Base64 forms. */
export function mask(text: string, secrets: readonly string[]): string {
  let masked = text;
  for (const secret of secrets) {
    if (secret.length < 4) continue;
    const base64 = Buffer.from(secret).toString("base64").replace(/=+$/, "");
    for (const form of new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), base64]))
      masked = withoutSecret(masked.replaceAll(form, "***"), form);
  }
  return masked;
}

/** There was no complete answer. */
export class BrokenCall extends LoadTestError {
  readonly isTransient: boolean;

  constructor(message: string, fix: string, isTransient: boolean) {
    super("preflight", message, { hint: fix });
    this.isTransient = isTransient;
  }
}

async function sendOnce(call: HttpCall): Promise<HttpAnswer> {
  const timeoutMs = call.timeoutMs ?? defaultTimeoutMs;
  const startedMs = Date.now();
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await webFetch(call.url, {
      method: call.method,
      headers: { accept: "application/json, */*;q=0.5", ...call.headers },
      redirect: "manual",
      signal,
      ...(call.body === undefined ? {} : { body: call.body }),
    });
    const atMs = (startedMs + Date.now()) / 2;
    const text = await readBounded(response, call);
    return { status: response.status, headers: response.headers, text, atMs };
  } catch (error) {
    if (error instanceof LoadTestError) throw error;
    const failure = await explainFailedCall(signal.aborted ? signal.reason : error, call.url, timeoutMs);
    throw new BrokenCall(`${nameOf(call)}: ${failure.seen}`, failure.fix, failure.isTransient);
  }
}

async function readBounded(response: Response, call: HttpCall): Promise<string> {
  const maxBytes = call.maxBytes ?? DEFAULT_MAX_BYTES;
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  while (reader !== undefined) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      reader.cancel().catch(() => undefined);
      const hint = "Correct the URL: the response of an Ed-Fi API is much smaller.";
      throw new LoadTestError("preflight", `${nameOf(call)}: the response is larger than ${maxBytes} bytes`, { hint });
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks).toString("utf8");
}
