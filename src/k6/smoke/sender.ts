/**
 * Sends the calls of a smoke run, and keeps the run short if the target fails permanently. Unlike a load's `Patience`, it
 * continues after errors, because every item must be deleted. One instance per VU.
 */

import { exchange, type Session } from "../exchange.ts";
import type { Call, Reply } from "../http-client.ts";
import { reportAnswer } from "../report.ts";

/** After repeats, the first request may have succeeded although its response was lost. */
export interface SmokeReply extends Reply {
  readonly repeats: number;
}

/** The reply to a request that is no longer sent. */
export const UNSENT: SmokeReply = {
  status: 0,
  outcome: "cut-off",
  body: "not sent: the target no longer responds, or rejects every token",
  answer: { headers: {} },
  durationMs: 0,
  repeats: 0,
  requests: 0,
};

/** Calls without a response, or rejected with every token, after which the target counts as down. */
const GONE_AFTER_IN_A_ROW = 2;
const GONE_AFTER_IN_ALL = 4;
/** Calls that failed after all repeats, after which no call is repeated. */
const NO_REPEATS_AFTER = 3;

/** A message for an error without a body. */
function pauseOf({ retryAfterMs }: Reply): string {
  return retryAfterMs === undefined ? "" : `Retry-After is ${retryAfterMs / 1000} s`;
}

export class Sender {
  #inARow = 0;
  #lost = 0;
  #failed = 0;

  get isGone(): boolean {
    return this.#inARow >= GONE_AFTER_IN_A_ROW || this.#lost >= GONE_AFTER_IN_ALL;
  }

  async send(session: Session, request: Call): Promise<SmokeReply> {
    if (this.isGone) return UNSENT;
    const limits = this.#failed < NO_REPEATS_AFTER ? session.limits : { ...session.limits, transient: 0 };
    const reply = await exchange({ ...session, limits }, request);
    reportAnswer(request, reply);
    const isLost = reply.status === 0 || reply.outcome === "unauthorized";
    this.#inARow = isLost ? this.#inARow + 1 : 0;
    if (isLost) this.#lost++;
    if (reply.outcome === "unavailable" || reply.outcome === "throttled") this.#failed++;
    return { ...reply, body: reply.body || pauseOf(reply) };
  }
}
