/** Reads how long an answer asks to wait: Retry-After (RFC 9110, 10.2.3), or the reset of a limit of requests. */

/**
 * Milliseconds that an answer that failed asks to wait from `nowMs`, which may be hours; undefined: it does not say. A
 * limit of requests may name its reset alone, in X-RateLimit-Reset or in a header of the IETF's drafts.
 * @param ask for a header by its name in lower case
 */
export function askedWaitMs(
  status: number,
  ask: (name: string) => string | undefined,
  nowMs: number,
): number | undefined {
  const text = ask("retry-after");
  // A date is by the server's clock, which may be minutes off.
  const now = Date.parse(ask("date") ?? "") || nowMs;
  const draft = /\b(?:r=0; *t|reset)=(\d+)/.exec(ask("ratelimit") ?? "");
  const reset = Number(ask("x-ratelimit-reset") || ask("ratelimit-reset") || draft?.[1]);
  // In seconds, or since 1970.
  const left = 1000 * reset - (reset > 1e9 ? now : 0);
  if (!text && status !== 429) return undefined;
  let ms = left;
  if (text) {
    const seconds = /^ *\d+(\.\d+)?(?=\s*(,|$))/.exec(text)?.[0];
    ms = seconds ? 1000 * Number(seconds) : Date.parse(text) - now;
    // A server that names the reset as well may give Retry-After in milliseconds.
    if (Math.abs(ms / 1000 - left) < Math.abs(ms - left)) ms /= 1000;
  }
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
