/** A call with everything around it: the shared token, the shared pause, repeats after transient failures. */

import { isSuccess } from "../lib/http/outcome.ts";
import { newProgress, type Progress, type RetryLimits } from "../lib/http/retry-policy.ts";
import { after, type MaybePromise } from "../lib/maybe-promise.ts";
import { type Call, type Reply, send } from "./http-client.ts";
import { repeat } from "./repeat.ts";
import { reportRepeat } from "./report.ts";
import type { SharedAuthManager } from "./shared-auth-manager.ts";

export interface Session {
  readonly auth: SharedAuthManager;
  readonly limits: RetryLimits;
  readonly timeoutMs: number;
}

/** The last reply, and how often the call was repeated before it. */
export interface Exchange {
  readonly reply: Reply;
  readonly repeats: number;
  /** Of the repeats, how many waited for something referenced to appear. */
  readonly unresolved: number;
  /** HTTP requests in all: also those that a new token was asked for in between. */
  readonly requests: number;
}

/**
 * Sends until the outcome stands. Never throws for what a server does. The way of nearly every request is short: each
 * step on it is taken a million times.
 * @param text sent in place of the call's own body
 * @param url in place of the call's own
 */
export function exchange(session: Session, call: Call, text = call.body, url = call.url): MaybePromise<Exchange> {
  const header = session.auth.ready(Date.now());
  if (typeof header !== "string") return exchangeAfter(header, session, call, text, url);
  const reply = send(call, header, session.timeoutMs, text, url);
  if (isSuccess(reply.outcome)) return { reply, repeats: 0, unresolved: 0, requests: 1 };
  return persist(session, { ...call, url, ...(text === undefined ? {} : { body: text }) }, reply, newProgress());
}

function exchangeAfter(
  ready: Promise<unknown>,
  session: Session,
  call: Call,
  text: string | undefined,
  url: string,
): Promise<Exchange> {
  return ready.then(() => exchange(session, call, text, url));
}

function persist(session: Session, call: Call, first: Reply, progress: Progress): MaybePromise<Exchange> {
  const again = (): Reply => send(call, session.auth.header, session.timeoutMs);
  const { reply, needsToken } = repeat(first, call, session.limits, again, progress);
  if (!needsToken) return done(reply, progress);
  return after(session.auth.refused(), (renewed) => {
    if (!renewed) return done(reply, progress);
    reportRepeat(call, reply, true);
    return persist(session, call, again(), progress);
  });
}

function done(reply: Reply, { repeats, unresolved, renewals }: Progress): Exchange {
  return { reply, repeats: repeats + unresolved, unresolved, requests: 1 + repeats + unresolved + renewals };
}
