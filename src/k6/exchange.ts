/** A call with the shared token, token renewal, and repeats after transient failures. */

import { isSuccess } from "../lib/http/outcome.ts";
import { newProgress, type Progress, type RetryLimits } from "../lib/http/retry-policy.ts";
import { after, afterWith, type MaybePromise } from "../lib/maybe-promise.ts";
import { type Call, type Reply, send, sendText } from "./http-client.ts";
import { repeat } from "./repeat.ts";
import { reportRepeat } from "./report.ts";
import type { SharedAuthManager } from "./shared-auth-manager.ts";

export interface Session {
  readonly auth: SharedAuthManager;
  readonly limits: RetryLimits;
  readonly timeoutMs: number;
}

const { now } = Date;

/** Sends a call until its outcome is final. Never throws for a server's response. @returns the last reply */
export function exchange(session: Session, call: Call): MaybePromise<Reply> {
  return after(session.auth.ready(now()), (header) => {
    const reply = send(call, header, session.timeoutMs);
    return isSuccess(reply.outcome) ? reply : persist(session, call, reply, newProgress());
  });
}

/**
 * As `exchange`, with another body and URL, and a function that gets the last reply. Hot path: nearly every request
 * succeeds at once, so this case has no check for a promise. `next` captures nothing; see `afterWith`.
 */
export function exchangeThen<A, B, U>(
  session: Session,
  call: Call,
  text: string | undefined,
  url: string,
  next: (a: A, b: B, reply: Reply) => MaybePromise<U>,
  a: A,
  b: B,
): MaybePromise<U> {
  const { auth, timeoutMs } = session;
  const reply = now() < auth.renewAtMs ? sendText(call, auth.header, timeoutMs, text, url) : undefined;
  if (reply !== undefined && isSuccess(reply.outcome)) return next(a, b, reply);
  return afterWith(exchangeFrom(session, { ...call, url }, text, reply), next, a, b);
}

/** Continues an exchange after its first reply. @param first undefined: nothing was sent yet, without a valid token */
export function exchangeFrom(
  session: Session,
  call: Call,
  text: string | undefined,
  first: Reply | undefined,
): MaybePromise<Reply> {
  const whole = text === undefined ? call : { ...call, body: text };
  return first === undefined ? exchange(session, whole) : persist(session, whole, first, newProgress());
}

function persist(session: Session, call: Call, first: Reply, progress: Progress): MaybePromise<Reply> {
  const again = (): Reply => send(call, session.auth.header, session.timeoutMs);
  const { reply, needsToken } = repeat(first, call, session.limits, again, progress);
  if (!needsToken) return counted(reply, progress);
  return after(session.auth.refused(), (renewed) => {
    if (!renewed) return counted(reply, progress);
    reportRepeat(call, reply, true);
    return persist(session, call, again(), progress);
  });
}

function counted(reply: Reply, { repeats, unresolved, renewals }: Progress): Reply {
  return { ...reply, repeats: repeats + unresolved, requests: 1 + repeats + unresolved + renewals };
}
