/** How long a response asks to wait: Retry-After (RFC 9110, 10.2.3), or the reset time of a rate limit. */

/** Headers that are read. */
export const WAIT_HEADERS = ["Retry-After", "Date", "X-Ratelimit-Reset", "Ratelimit-Reset", "Ratelimit"] as const;

/**
 * Milliseconds that a failed response asks to wait from `nowMs`, which may be hours; undefined if it names no time. A rate
 * limiter may send only its reset time, in X-RateLimit-Reset or in a header of the IETF drafts.
 * @param given headers, named as k6 spells them
 */
export function askedWaitMs(
  status: number,
  given: Readonly<Record<string, string | undefined>>,
  nowMs: number,
): number | undefined {
  const text = given["Retry-After"];
  if (!text && status !== 429) return undefined;
  // A date is relative to the server's clock, which may be minutes off.
  const now = Date.parse(given.Date ?? "") || nowMs;
  const draft = /\b(?:r=0; *t|reset)=(\d+)/.exec(given.Ratelimit ?? "");
  const reset = Number(given["X-Ratelimit-Reset"] || given["Ratelimit-Reset"] || draft?.[1]);
  // In seconds, or since 1970.
  const left = 1000 * reset - (reset > 1e9 ? now : 0);
  let ms = left;
  if (text) {
    ms = /^ *\d+(\.\d+)?\s*(,|$)/.test(text) ? 1000 * Number.parseFloat(text) : Date.parse(text) - now;
    // Retry-After may be in milliseconds. This shows if the reset time is much earlier.
    if (left < ms / 2) ms /= 1000;
  }
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
