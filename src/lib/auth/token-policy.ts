/** When a token is renewed. Pure: the runner and the VUs of a direct `k6 run` share the rule. */

/** Renew when this share of the lifetime is left, but never more than 60 s early. */
const MARGIN_SHARE = 0.1;
const LARGEST_MARGIN_MS = 60_000;

/**
 * The moment at which a token should be replaced.
 * @param spread 0 to 1, different per VU: moves the moment up to one more margin earlier, so that VUs that renew
 * their own tokens do not do so at the same time.
 */
export function renewAt(issuedAtMs: number, lifetimeSeconds: number, spread = 0): number {
  const lifetimeMs = lifetimeSeconds * 1000;
  const margin = Math.min(LARGEST_MARGIN_MS, lifetimeMs * MARGIN_SHARE);
  return issuedAtMs + lifetimeMs - margin * (1 + spread);
}

/**
 * Lifetime in seconds from a token response; half an hour, the default of DMS, if the response has none. Some servers
 * return the expiry time as an epoch value in seconds or milliseconds instead.
 */
export function lifetimeOf(expiresIn: unknown, nowMs: number): number {
  let seconds = typeof expiresIn === "string" ? Number(expiresIn) : expiresIn;
  if (typeof seconds !== "number" || !Number.isFinite(seconds)) return 1800;
  if (seconds > 1e12) seconds /= 1000;
  if (seconds > 1e9) seconds -= nowMs / 1000;
  return seconds > 0 ? seconds : 1800;
}
