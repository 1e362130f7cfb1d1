/**
 * When a token is renewed and how long a token request waits after a refusal. Pure: time is an argument,
 * so the broker (Node) and the VUs of a direct `k6 run` follow the same rule.
 */

/** Renew when this share of the lifetime is left, but never more than 60 s early. */
const MARGIN_SHARE = 0.1;
const LARGEST_MARGIN_MS = 60_000;

/**
 * The moment at which a token should be replaced.
 * @param spread 0 to 1, different per VU: moves the moment up to one more margin earlier, so that VUs that
 * renew by themselves do not all ask at once.
 */
export function renewAt(issuedAtMs: number, lifetimeSeconds: number, spread = 0): number {
  const lifetimeMs = lifetimeSeconds * 1000;
  const margin = Math.min(LARGEST_MARGIN_MS, lifetimeMs * MARGIN_SHARE);
  return issuedAtMs + lifetimeMs - margin * (1 + spread);
}

export interface TokenFailure {
  /** 0 when there was no answer. */
  readonly status: number;
  /** Milliseconds the server asked to wait, if it did. */
  readonly retryAfterMs?: number;
  /** Another try cannot help: a name that does not exist, a server that says nothing at all. */
  readonly isLasting?: boolean;
}

export type TokenDecision = { readonly kind: "wait"; readonly ms: number } | { readonly kind: "give-up" };

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;

/** What to do after the `attempt`-th refusal (0 is the first): wait and ask again, or give up. */
export function afterTokenFailure(failure: TokenFailure, attempt: number, limit: number): TokenDecision {
  const { status } = failure;
  const transient = status === 0 || status === 408 || status === 429 || status >= 500;
  if (!transient || failure.isLasting === true || attempt >= limit) return { kind: "give-up" };
  const backOff = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
  return { kind: "wait", ms: Math.max(backOff, failure.retryAfterMs ?? 0) };
}

/** Lifetime in seconds from a token response; half an hour, as DMS issues, when it does not say. */
export function lifetimeOf(expiresIn: unknown): number {
  const seconds = typeof expiresIn === "string" ? Number(expiresIn) : expiresIn;
  return typeof seconds === "number" && seconds > 0 && Number.isFinite(seconds) ? seconds : 1800;
}
