/** Requests that a target refuses because they are too many in a time: how long that time is. Pure. */

/** Of DMS. */
const USUAL_MS = 10_000;
/** Of what nothing but the time between refusals tells. */
const LONGEST_GUESS_MS = 60_000;
const RATE_LIMITED = 429;

export class Refused {
  #windowMs = 0;
  /** Between the ends of windows in which it refused. */
  #apartMs = 0;
  #untilMs: number | undefined;
  /** Since when, and until when, nothing succeeded. */
  #sinceMs: number | undefined;
  #lastMs = 0;
  #nowMs = 0;

  tick(ms: number): void {
    this.#nowMs = ms;
  }

  /** @param retryAfterMs that the answer names: what is left of a window */
  add(status: number, retryAfterMs: number | undefined): void {
    const usualMs = status === RATE_LIMITED ? USUAL_MS : 0;
    const waitMs = retryAfterMs ?? usualMs;
    this.#windowMs = Math.max(this.#windowMs, usualMs, waitMs, usualMs > 0 ? this.#allRefusedMs() : 0);
    const untilMs = this.#nowMs + waitMs;
    if (this.#untilMs !== undefined && this.#nowMs > this.#untilMs) {
      const apartMs = untilMs - this.#untilMs;
      this.#apartMs = this.#apartMs === 0 ? apartMs : Math.min(this.#apartMs, apartMs);
    }
    this.#untilMs = Math.max(this.#untilMs ?? 0, untilMs);
  }

  /** Within a whole window, something would have succeeded. Where nothing was asked for in between, nothing is known. */
  #allRefusedMs(): number {
    if (this.#sinceMs === undefined || this.#nowMs - this.#lastMs > USUAL_MS) this.#sinceMs = this.#nowMs;
    this.#lastMs = this.#nowMs;
    return this.#nowMs - this.#sinceMs;
  }

  succeeded(): void {
    this.#sinceMs = undefined;
  }

  /** What limits that follow from it are; none where nothing was refused. */
  get limits(): { readonly windowMs?: number } {
    const windowMs = Math.max(this.#windowMs, Math.min(LONGEST_GUESS_MS, this.#apartMs));
    return windowMs === 0 ? {} : { windowMs };
  }
}
