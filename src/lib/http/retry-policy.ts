/**
 * Whether a request is repeated, and after how long. Repeating is safe: a POST is an upsert by natural key, PUT and
 * DELETE name one item. Pure; the only chance in it is an argument.
 */

import type { Operation, Outcome } from "./outcome.ts";

export interface RetryLimits {
  /** Repeats after transient failures. */
  readonly transient: number;
  /** Repeats after no answer within the time-out, where they differ: each costs a whole time-out. */
  readonly timedOut?: number;
  /** A server that asks for a longer pause is not waited for. */
  readonly longestPauseMs?: number;
  /** Repeats while something referenced is not there yet (the border between two dependency levels). */
  readonly unresolved: number;
}

export interface Attempt {
  readonly outcome: Outcome;
  readonly operation?: Operation;
  /** Repeats so far, by any cause. */
  readonly repeats: number;
  /** What the server asked for, if it did. */
  readonly retryAfterMs?: number;
  /** 0 to 1: spreads the VUs over time. */
  readonly chance: number;
}

export type RetryDecision =
  | { readonly kind: "done" }
  | { readonly kind: "repeat"; readonly afterMs: number }
  | { readonly kind: "renew-token" };

const DONE: RetryDecision = { kind: "done" };
const FIRST_MS = 100;
const LONGEST_MS = 10_000;

/**
 * Outcomes that stand are done. A conflict is repeated once: two POSTs of one new key race, and the loser of
 * the race is answered 409 although the item is there (DMS identity conflict). Not that of a delete: something refers to it.
 */
export function decideRetry(attempt: Attempt, limits: RetryLimits): RetryDecision {
  const { outcome, repeats, retryAfterMs = 0 } = attempt;
  if (retryAfterMs > (limits.longestPauseMs ?? retryAfterMs)) return DONE;
  switch (outcome) {
    case "throttled":
    case "unavailable":
    case "cut-off":
      return repeats < limits.transient ? repeat(attempt) : DONE;
    case "timed-out":
      return repeats < (limits.timedOut ?? limits.transient) ? repeat(attempt) : DONE;
    case "unresolved-reference":
      return repeats < limits.unresolved ? repeat(attempt) : DONE;
    case "conflict":
      return repeats < 1 && limits.transient > 0 && attempt.operation !== "delete" ? repeat(attempt) : DONE;
    case "unauthorized":
      return { kind: "renew-token" };
    default:
      return DONE;
  }
}

/** Exponential from 100 ms to 10 s, half of it random, and never before the server's Retry-After. */
function repeat({ repeats, retryAfterMs, chance }: Attempt): RetryDecision {
  const backOff = Math.min(LONGEST_MS, FIRST_MS * 2 ** repeats);
  const spread = backOff * (0.5 + 0.5 * chance);
  return { kind: "repeat", afterMs: Math.max(spread, (retryAfterMs ?? 0) + spread * 0.1) };
}
