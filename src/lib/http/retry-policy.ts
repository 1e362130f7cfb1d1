/**
 * Whether and when a request is repeated. Repeating is safe: a POST is an upsert by natural key, PUT and DELETE name one
 * item. Pure: the random number is an argument. k6 and Node each have a loop around it (`repeat.ts`).
 */

import type { Operation, Outcome } from "./outcome.ts";

export interface RetryLimits {
  /** Repeats after transient failures. */
  readonly transient: number;
  /** Repeats after a timeout, if they differ: each costs a whole timeout. */
  readonly timedOut?: number;
  /** Repeats while a referenced item does not exist yet, as between two dependency levels. Default 0. */
  readonly unresolved?: number;
  /** Repeats after a conflict. Default 1: if two POSTs of the same new key race, DMS returns 409 to one of them. */
  readonly conflicts?: number;
  /** If the server asks for a longer pause, the request is not repeated. */
  readonly longestPauseMs?: number;
  /** Pause before the first repeat; doubled before each further one. Default 100. */
  readonly firstPauseMs?: number;
}

/** The result of one attempt. */
export interface Attempt {
  readonly outcome: Outcome;
  readonly operation?: Operation;
  /** What the server asked for, if it did. */
  readonly retryAfterMs?: number | undefined;
}

/** Repeats of a call so far, by cause. */
export interface Progress {
  /** Without those that waited for something referenced. */
  repeats: number;
  unresolved: number;
  /** New tokens asked for. */
  renewals: number;
}

export type RetryDecision =
  | { readonly kind: "done" }
  | { readonly kind: "repeat"; readonly afterMs: number }
  | { readonly kind: "renew-token" };

const DONE: RetryDecision = { kind: "done" };
const LONGEST_MS = 10_000;
/** One request per minute does not load a server, and a pause of hours is usually a mistake. */
export const LONGEST_WAIT_MS = 60_000;
/** At once, and again after some repeats. If both new tokens are rejected, the rejection is final. */
const RENEWALS = 2;
/** Repeats with a new token that is rejected: a server that cannot validate tokens for a moment rejects all of them. */
const REFUSALS = 6;

export function newProgress(): Progress {
  return { repeats: 0, unresolved: 0, renewals: 0 };
}

/** Decides what follows an attempt, and counts it in `progress`. @param chance random number from 0 to 1 (jitter) */
export function decideRetry(
  { outcome, operation, retryAfterMs = 0 }: Attempt,
  progress: Progress,
  limits: RetryLimits,
  chance: number,
): RetryDecision {
  const { transient, unresolved = 0, longestPauseMs = retryAfterMs, firstPauseMs = 100 } = limits;
  // A client that may not read, change or delete an item now may not do so later.
  const isWaiting = outcome === "unresolved-reference" || (outcome === "no-relationship" && operation === "create");
  const isRefused = outcome === "unauthorized";
  const isFresh = isRefused && progress.renewals === 1 && progress.repeats < Math.min(REFUSALS, transient);
  if (isRefused && !isFresh && progress.renewals < RENEWALS) {
    progress.renewals++;
    return { kind: "renew-token" };
  }
  const before = isWaiting ? progress.unresolved : progress.repeats;
  const most = isFresh ? transient : isWaiting ? unresolved : mostRepeats(outcome, operation, limits);
  if (before >= most || retryAfterMs > longestPauseMs) return DONE;
  if (isWaiting) progress.unresolved++;
  else progress.repeats++;
  // Exponential, half of it random, and never before the server's Retry-After.
  const spread = Math.min(LONGEST_MS, firstPauseMs * 2 ** before) * (0.5 + 0.5 * chance);
  return { kind: "repeat", afterMs: Math.max(spread, Math.min(LONGEST_WAIT_MS, retryAfterMs) + spread * 0.1) };
}

function mostRepeats(outcome: Outcome, operation: Operation | undefined, limits: RetryLimits): number {
  const { transient, timedOut = transient, conflicts = 1 } = limits;
  if (outcome === "throttled" || outcome === "unavailable" || outcome === "cut-off") return transient;
  if (outcome === "timed-out") return timedOut;
  // Another item refers to the one to be deleted: this is not a race.
  return outcome === "conflict" && operation !== "delete" ? Math.min(conflicts, transient) : 0;
}
