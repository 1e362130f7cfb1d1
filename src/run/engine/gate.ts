/** The pause that all VUs keep after a Retry-After. */

const LONGEST_HOLD_MS = 300_000;

export class Gate {
  #untilMs = 0;
  /** How often it was closed, or kept closed for longer. */
  held = 0;

  hold(untilMs: number, nowMs: number): void {
    if (untilMs <= this.#untilMs) return;
    this.#untilMs = Math.min(untilMs, nowMs + LONGEST_HOLD_MS);
    this.held++;
  }

  /** End of the pause; 0 while there is none. */
  closedUntil(nowMs: number): number {
    return this.#untilMs > nowMs ? this.#untilMs : 0;
  }
}
