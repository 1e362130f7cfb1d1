/** What all VUs keep to: the pause after a Retry-After, and the pace where the runner sets one. */

import { type Schedule, withStep } from "../../lib/pace/schedule.ts";

const LONGEST_HOLD_MS = 300_000;

/** VUs ask for the pace every second, or every few seconds where they are hundreds. */
export function paceLeadMs(vus: number): number {
  return 1500 + 1000 * Math.floor(vus / 250);
}

export class Gate {
  #untilMs = 0;
  /** How often it was closed, or kept closed for longer. */
  held = 0;
  /** Time during which it is closed, up to `#untilMs`. */
  #closedMs = 0;
  #schedule: Schedule = [];

  get schedule(): Schedule {
    return this.#schedule;
  }

  /** VUs must hear of it before it begins: see `paceLeadMs`. @throws RangeError when it begins before the last one */
  addStep(fromMs: number, perSecond: number): void {
    this.#schedule = withStep(this.#schedule, fromMs, perSecond);
  }

  hold(untilMs: number, nowMs: number): void {
    if (untilMs <= this.#untilMs) return;
    const before = Math.max(nowMs, this.#untilMs);
    this.#untilMs = Math.min(untilMs, nowMs + LONGEST_HOLD_MS);
    this.#closedMs += Math.max(0, this.#untilMs - before);
    this.held++;
  }

  /** Time during which it was closed until now. */
  heldMs(nowMs: number): number {
    return this.#closedMs - Math.max(0, this.#untilMs - nowMs);
  }

  /** End of the pause; 0 while there is none. */
  closedUntil(nowMs: number): number {
    return this.#untilMs > nowMs ? this.#untilMs : 0;
  }
}
