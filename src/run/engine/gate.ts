/** The pause that all VUs keep after a Retry-After, or because the run is about to be stopped. */

import { gateMs } from "../../lib/contracts/broker.ts";

const LONGEST_HOLD_MS = 300_000;
/** For operations under way, when no new one begins. */
const FINISH_MS = 1000;
/** Between two questions of a VU, at most. */
const MOST_SECONDS = 10;

export class Gate {
  #untilMs = 0;
  /** How often it was closed, or kept closed for longer. */
  held = 0;
  /** Time during which it is closed, up to `#untilMs`. */
  #closedMs = 0;
  #askedSecond = 0;
  /** Seconds between the last questions. */
  #askedEvery = 0;
  #isShut = false;

  /** k6 starts. */
  open(): void {
    this.#isShut = false;
    this.#askedSecond = 0;
    this.#askedEvery = 0;
  }

  /** A VU asks for the answer of this second. */
  asked(second: number): void {
    if (second <= this.#askedSecond) return;
    this.#askedEvery = this.#askedSecond === 0 ? 1 : Math.min(second - this.#askedSecond, MOST_SECONDS);
    this.#askedSecond = second;
  }

  /**
   * Lets no VU begin anything new.
   * @returns milliseconds until all have heard of it and have finished what is under way; 0 where none asks at the gate
   */
  shut(): number {
    this.#isShut = true;
    return this.#askedEvery === 0 ? 0 : gateMs(this.#askedEvery) + FINISH_MS;
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
    if (this.#isShut) return nowMs + LONGEST_HOLD_MS;
    return this.#untilMs > nowMs ? this.#untilMs : 0;
  }
}
