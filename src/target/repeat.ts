/** The one loop of Node code around a call that may fail for a moment. */

import { setTimeout as sleep } from "node:timers/promises";
import { type Attempt, decideRetry, newProgress, type RetryLimits } from "../lib/http/retry-policy.ts";

export interface RepeatOptions {
  readonly limits: RetryLimits;
  /** Gets another token; without it a refused one stands. */
  readonly renewToken?: () => Promise<unknown>;
  /** Time that is left, in milliseconds: a longer pause is not begun. */
  readonly leftMs?: () => number;
  readonly pause?: (ms: number) => Promise<unknown>;
  /** 0 to 1: spreads callers over time. Where there is only one, 1 waits longest. */
  readonly chance?: () => number;
}

export interface Repeated<T> {
  /** Result of the last attempt. */
  readonly last: T;
  readonly repeats: number;
}

/** Repeats `attempt` as long as the policy allows it. Rejects only when `attempt` or `renewToken` does. */
export async function repeat<T extends Attempt>(
  attempt: () => Promise<T>,
  { limits, renewToken, leftMs = () => Number.POSITIVE_INFINITY, pause = sleep, chance = Math.random }: RepeatOptions,
): Promise<Repeated<T>> {
  const progress = newProgress();
  for (;;) {
    const last = await attempt();
    const { repeats } = progress;
    const decision = decideRetry(last, progress, limits, chance());
    if (decision.kind === "renew-token" && renewToken !== undefined) await renewToken();
    else if (decision.kind === "repeat" && decision.afterMs < leftMs()) await pause(decision.afterMs);
    else return { last, repeats };
  }
}
