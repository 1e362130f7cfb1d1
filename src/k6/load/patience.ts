/**
 * How long a VU continues when the target fails. The usual repeats outlast an outage of half a minute. After an item was
 * lost, a VU repeats the next ones less often and soon gives up, so that a run against a dead target ends within about a
 * minute.
 */

import { isUnresolved, type Outcome } from "../../lib/http/outcome.ts";
import type { RetryLimits } from "../../lib/http/retry-policy.ts";

const AFTER_A_LOSS = 4;
/** Each timeout costs a whole `--request-timeout`. */
const TIME_OUTS = 2;
/** Items in a row without a usable response, after which the target counts as down. */
export const LOST_IN_A_ROW = 3;
/** Items in a row with status 500, which may be due to one resource or to the items. */
export const BROKEN_IN_A_ROW = 20;

/** A target that rejects every token counts as one that does not respond. */
const NO_ANSWER: readonly Outcome[] = ["cut-off", "timed-out", "unauthorized"];

export class Patience {
  readonly #usual: RetryLimits;
  #lost = 0;
  #broken = 0;
  /** Items whose references stayed unresolved after all repeats. */
  #hopeless = 0;
  /** For the next item. */
  limits: RetryLimits;

  constructor(usual: RetryLimits) {
    this.#usual = { ...usual, timedOut: Math.min(usual.transient, TIME_OUTS) };
    this.limits = this.#usual;
  }

  /** @returns true if the run should end */
  take({ outcome, status }: { readonly outcome: Outcome; readonly status: number }): boolean {
    const isLost = NO_ANSWER.includes(outcome) || (outcome === "unavailable" && status !== 500);
    const isBroken = outcome === "unavailable" && status === 500;
    const isHopeless = isUnresolved(outcome);
    if (!(isLost || isBroken || isHopeless) && this.#lost + this.#broken + this.#hopeless === 0) return false;
    this.#lost = isLost ? this.#lost + 1 : 0;
    this.#broken = isBroken ? this.#broken + 1 : 0;
    if (isHopeless) this.#hopeless++;
    const { transient, timedOut, unresolved = 0 } = this.#usual;
    const isShort = this.#lost + this.#broken > 0;
    this.limits = {
      transient: isShort ? Math.min(transient, AFTER_A_LOSS) : transient,
      timedOut: isShort ? 0 : (timedOut ?? transient),
      unresolved: Math.min(unresolved, Math.max(1, unresolved - this.#hopeless)),
    };
    return this.#lost >= LOST_IN_A_ROW || this.#broken >= BROKEN_IN_A_ROW;
  }
}
