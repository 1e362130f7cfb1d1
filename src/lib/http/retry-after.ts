/** Reads a Retry-After header (RFC 9110, 10.2.3): seconds, or a date. */

const LONGEST_MS = 300_000;

/** Milliseconds to wait from `nowMs`, at most five minutes; undefined when absent or unreadable. */
export function parseRetryAfter(header: string | undefined, nowMs: number): number | undefined {
  if (header === undefined || header.trim() === "") return undefined;
  const text = header.trim();
  const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs;
  if (Number.isNaN(ms)) return undefined;
  return Math.min(LONGEST_MS, Math.max(0, ms));
}
