/** Reads a Retry-After header (RFC 9110, 10.2.3): seconds, or a date. */

/** One request a minute does not load a server, and a pause of hours is usually a mistake. */
const LONGEST_MS = 60_000;

/**
 * Milliseconds to wait from `nowMs`, at most a minute; undefined when absent or unreadable.
 * @param date the answer's Date header: a date is by the server's clock, which may be minutes off
 * @param reset its X-RateLimit-Reset, in seconds or since 1970: a server that sends it may give Retry-After in milliseconds
 */
export function parseRetryAfter(
  header: string | undefined,
  nowMs: number,
  date?: string,
  reset?: string,
): number | undefined {
  if (header === undefined || header.trim() === "") return undefined;
  const text = header.trim();
  const seconds = /^\d+(\.\d+)?(?=\s*(,|$))/.exec(text)?.[0];
  const ms = seconds === undefined ? Date.parse(text) - (Date.parse(date ?? "") || nowMs) : Number(seconds) * 1000;
  if (Number.isNaN(ms)) return undefined;
  const resetMs = Number(reset) * 1000 - (Number(reset) > 1e9 ? nowMs : 0);
  const isNearer = Math.abs(ms / 1000 - resetMs) < Math.abs(ms - resetMs);
  return Math.min(LONGEST_MS, Math.max(0, isNearer ? ms / 1000 : ms));
}
