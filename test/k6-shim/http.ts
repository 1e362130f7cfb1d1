/** `k6/http`: a scripted server, `k6.server`, answers; requests are recorded. */

import { vi } from "vitest";
import { type FakeAnswer, type FakeRequest, k6 } from "./process.ts";

interface Params {
  readonly headers?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly timeout?: number;
  readonly redirects?: number;
  readonly responseCallback?: { readonly expected: readonly number[] };
}

interface FakeResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** `null` where nothing was answered. */
  readonly body: string | null;
  readonly error: string;
  readonly error_code: number;
  readonly timings: { readonly duration: number };
  json(selector: "#"): number | undefined;
}

function request(method: string, url: string, body: string | null, params: Params = {}): FakeResponse {
  const { headers = {}, tags = {}, timeout, redirects, responseCallback } = params;
  const expected = responseCallback?.expected;
  const sent = { method, url, body: body ?? "", headers, tags, timeout, redirects, expected };
  k6.requests.push(sent);
  return toResponse(k6.server(sent));
}

function toResponse({ status = 200, headers = {}, body, error, errorCode, durationMs = 1 }: FakeAnswer): FakeResponse {
  vi.setSystemTime(Date.now() + durationMs);
  const text = typeof body === "string" ? body : body === undefined ? "" : JSON.stringify(body);
  return {
    status,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [canonical(name), value])),
    body: status === 0 ? null : text,
    error: error ?? "",
    error_code: errorCode ?? 0,
    timings: { duration: durationMs },
    json: () => countIn(text),
  };
}

/** As k6 with the selector `#`: undefined for what is no list, or no valid JSON. */
function countIn(text: string): number | undefined {
  try {
    const items: unknown = JSON.parse(text);
    return Array.isArray(items) ? items.length : undefined;
  } catch {
    return undefined;
  }
}

/** As Go writes header names: `Etag`, `Retry-After`. */
function canonical(name: string): string {
  return name.toLowerCase().replace(/(^|-)[a-z]/g, (first) => first.toUpperCase());
}

export const RESET: FakeAnswer = { status: 0, error: "read: connection reset by peer", errorCode: 1220 };
export const TIMED_OUT: FakeAnswer = { status: 0, error: "request timeout", errorCode: 1050 };

/** A server that gives these answers one after the other, and the last one from then on. */
export function inTurn(...answers: readonly FakeAnswer[]): (request: FakeRequest) => FakeAnswer {
  let next = 0;
  return () => answers[Math.min(next++, answers.length - 1)] as FakeAnswer;
}

export default {
  request,
  post: (url: string, body: string | null, params?: Params) => request("POST", url, body, params),
  expectedStatuses: (...expected: readonly number[]) => ({ expected }),
};
