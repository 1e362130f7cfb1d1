/** Fixed-window rate limiter per Host header, without a queue, as DMS has it by default. */

export interface RateLimit {
  /** Requests per window; 0: no limit. */
  readonly permits: number;
  readonly windowMs: number;
}

export interface RateLimiter {
  /** Takes one permit; when none is left, the seconds until the window ends. */
  take(host: string, nowMs: number): number | undefined;
}

/** `20000/10s`, `200/1s`, `off`. Undefined when it cannot be read. */
export function parseRateLimit(text: string): RateLimit | undefined {
  if (text === "0" || text === "off") return { permits: 0, windowMs: 1000 };
  const [, permits, count, unit] = /^(\d{1,9})\/(\d{1,6})(ms|s|m)$/.exec(text) ?? [];
  if (permits === undefined || count === undefined || unit === undefined || Number(count) === 0) return undefined;
  const unitMs = unit === "ms" ? 1 : unit === "s" ? 1000 : 60_000;
  return { permits: Number(permits), windowMs: Number(count) * unitMs };
}

export function createRateLimiter({ permits, windowMs }: RateLimit): RateLimiter {
  const used = new Map<string, number>();
  let windowStart = Number.NEGATIVE_INFINITY;
  return {
    take: (host, nowMs) => {
      if (permits === 0) return undefined;
      if (nowMs >= windowStart + windowMs) {
        windowStart = nowMs;
        used.clear();
      }
      const taken = used.get(host) ?? 0;
      if (taken >= permits) return Math.max(1, Math.ceil((windowStart + windowMs - nowMs) / 1000));
      used.set(host, taken + 1);
      return undefined;
    },
  };
}
