/** Answers by which a target protects itself: its rate limiter, and its circuit breaker around database calls. Pure. */

export interface RefusalCounts {
  readonly rateLimited: number;
  readonly breakerOpen: number;
}

/** The problem type of DMS; an overloaded gateway answers 503, too. */
const BREAKER = /"type"\s*:\s*"urn:ed-fi:api:service-unavailable"/;

export class Refusals {
  #rateLimited = 0;
  #breakerOpen = 0;
  #isBreaker = false;

  /** @param body the server's message; empty beyond the first examples of a kind, which are like the last one */
  add({ status, body }: { readonly status: number; readonly body: string }): void {
    if (status === 429) this.#rateLimited++;
    if (status !== 503) return;
    if (body !== "") this.#isBreaker = BREAKER.test(body);
    if (this.#isBreaker) this.#breakerOpen++;
  }

  get counts(): RefusalCounts {
    return { rateLimited: this.#rateLimited, breakerOpen: this.#breakerOpen };
  }
}
