/** A call with everything around it: the shared token, the shared pause, repeats after transient failures. */

import { randomIntBetween } from "https://jslib.k6.io/k6-utils/1.6.0/index.js";
import { sleep } from "k6";
import secrets from "k6/secrets";
import { writeBrokerKey } from "../lib/contracts/broker.ts";
import { isSuccess } from "../lib/http/outcome.ts";
import { decideRetry, type RetryLimits } from "../lib/http/retry-policy.ts";
import { after, type MaybePromise } from "../lib/maybe-promise.ts";
import { type Call, type Reply, send } from "./http-client.ts";
import { UNDER_RUNNER } from "./settings.ts";
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

/** New tokens asked for by one call: at once, and again after some repeats; a server that refuses both means it. */
const RENEWALS = 2;
/** Repeats with a fresh token that is refused: a server that cannot check tokens for a moment refuses all of them. */
const REFUSALS = 6;

interface Progress {
  repeats: number;
  unresolved: number;
  renewals: number;
}

/**
 * Sends until the outcome stands. Never throws for what a server does. The way of nearly every request is short: each step on it
 * is taken a million times.
 * @param text sent in place of the call's own body
 */
export function exchange(session: Session, call: Call, text = call.body): MaybePromise<Exchange> {
  const ready = session.auth.prepare(Date.now());
  return ready === undefined ? begin(session, call, text) : ready.then(() => begin(session, call, text));
}

function begin(session: Session, call: Call, text: string | undefined): MaybePromise<Exchange> {
  const reply = send(call, session.auth.header, session.timeoutMs, text);
  if (isSuccess(reply.outcome)) return { reply, repeats: 0, unresolved: 0, requests: 1 };
  const whole = text === undefined ? call : { ...call, body: text };
  return persist(session, whole, reply, { repeats: 0, unresolved: 0, renewals: 0 });
}

function attempt(session: Session, call: Call, progress: Progress): MaybePromise<Exchange> {
  return persist(session, call, send(call, session.auth.header, session.timeoutMs), progress);
}

function persist(session: Session, call: Call, first: Reply, progress: Progress): MaybePromise<Exchange> {
  let reply = first;
  for (;;) {
    const { retryAfterMs } = reply;
    const isFreshRefused =
      reply.outcome === "unauthorized" &&
      progress.renewals === 1 &&
      progress.repeats < Math.min(REFUSALS, session.limits.transient);
    const outcome = isFreshRefused ? "unavailable" : reply.outcome;
    const decision = decideRetry(
      {
        outcome,
        operation: call.operation,
        repeats: outcome === "unresolved-reference" ? progress.unresolved : progress.repeats,
        chance: randomIntBetween(0, 1000) / 1000,
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      },
      session.limits,
    );
    if (decision.kind === "renew-token" && progress.renewals < RENEWALS) {
      progress.renewals++;
      return after(session.auth.refused(), (renewed) =>
        renewed ? attempt(session, call, progress) : done(reply, progress),
      );
    }
    if (decision.kind !== "repeat") return done(reply, progress);
    if (retryAfterMs !== undefined && retryAfterMs > 0) holdAllVus(Date.now() + retryAfterMs);
    if (outcome === "unresolved-reference") progress.unresolved++;
    else progress.repeats++;
    sleep(decision.afterMs / 1000);
    reply = send(call, session.auth.header, session.timeoutMs);
  }
}

function done(reply: Reply, { repeats, unresolved, renewals }: Progress): Exchange {
  return { reply, repeats: repeats + unresolved, unresolved, requests: 1 + repeats + unresolved + renewals };
}

/** VUs share no memory; the broker carries the pause to all of them (see `gate.ts`). */
function holdAllVus(untilMs: number): void {
  if (UNDER_RUNNER) secrets.get(writeBrokerKey("hold", Math.ceil(untilMs / 500) * 500)).catch(() => undefined);
}
