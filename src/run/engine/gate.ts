/** The pause that all VUs keep after a Retry-After. */

const LONGEST_HOLD_MS = 300_000;

export class Gate {
  #untilMs = 0;
  /** How often it was closed, or kept closed for longer. */
  held = 0;
  /** Time during which it is closed, up to `#untilMs`. */
  #closedMs = 0;

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
