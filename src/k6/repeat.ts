/** Repeats a request after transient failures. */

import { randomIntBetween } from "https://jslib.k6.io/k6-utils/1.6.0/index.js";
import { sleep } from "k6";
import { decideRetry, newProgress, type RetryLimits } from "../lib/http/retry-policy.ts";
import { holdAllVus } from "./gate.ts";
import type { Call, Reply } from "./http-client.ts";
import { reportRepeat } from "./report.ts";

export interface Repeated {
  readonly reply: Reply;
  /** The next attempt needs a new token. */
  readonly needsToken: boolean;
}

/**
 * Repeats a request as long as the retry policy allows it.
 * @param first reply to the first attempt, or to the first one with a new token
 */
export function repeat(
  first: Reply,
  call: Pick<Call, "resource" | "operation" | "op">,
  limits: RetryLimits,
  send: () => Reply,
  progress = newProgress(),
): Repeated {
  const { operation } = call;
  let reply = first;
  for (;;) {
    if (isEnding(reply)) return { reply, needsToken: false };
    const { outcome, retryAfterMs = 0 } = reply;
    const attempt = { outcome, operation, retryAfterMs };
    const decision = decideRetry(attempt, progress, limits, randomIntBetween(0, 1000) / 1000);
    if (decision.kind !== "repeat") return { reply, needsToken: decision.kind === "renew-token" };
    const isAskedToWait = retryAfterMs > 0;
    reportRepeat(call, reply, isAskedToWait && reply.status === 429);
    if (isAskedToWait) holdAllVus(Date.now() + Math.min(retryAfterMs, decision.afterMs));
    sleep(decision.afterMs / 1000);
    reply = send();
  }
}

/** Whether the run is being stopped: k6 then fails every request like this, without sending it. */
function isEnding({ status, body }: Reply): boolean {
  return status === 0 && body === "context canceled";
}
