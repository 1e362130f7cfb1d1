/** Sends one notice over all channels at once, with a few tries each, within a time limit. */

import { setTimeout as sleep } from "node:timers/promises";
import type { Attempt } from "../../lib/http/retry-policy.ts";
import { repeat } from "../../target/repeat.ts";
import type { Channel, Delivery, TryResult } from "./channel.ts";

export interface DeliveryLimits {
  /** For all tries and waits together. */
  readonly budgetMs: number;
  readonly tries: number;
  /** Before the second try; doubled before each further one. */
  readonly firstWaitMs: number;
}

export const DELIVERY_LIMITS: DeliveryLimits = { budgetMs: 12_000, tries: 3, firstWaitMs: 500 };

export interface DeliveryResult {
  readonly channel: string;
  readonly ok: boolean;
  /** In one line: why it failed, or another remark. */
  readonly detail: string;
}

/** Never throws. */
export function deliver(
  channels: readonly Channel[],
  delivery: Delivery,
  limits: DeliveryLimits = DELIVERY_LIMITS,
): Promise<DeliveryResult[]> {
  const endMs = performance.now() + limits.budgetMs;
  return Promise.all(channels.map((channel) => deliverOver(channel, delivery, limits, endMs)));
}

async function deliverOver(
  channel: Channel,
  delivery: Delivery,
  limits: DeliveryLimits,
  endMs: number,
): Promise<DeliveryResult> {
  const leftMs = (): number => endMs - performance.now();
  const attempt = async (): Promise<TryResult & Attempt> => {
    const result = await tryOnce(channel, delivery, Math.max(1, leftMs()));
    return { ...result, outcome: OUTCOMES_OF[result.kind] };
  };
  const policy = { transient: limits.tries - 1, firstPauseMs: limits.firstWaitMs };
  const { last, repeats } = await repeat(attempt, { limits: policy, leftMs, chance: () => 1 });
  if (last.kind === "sent") return { channel: channel.name, ok: true, detail: last.note ?? "" };
  const asked = last.kind === "retry" && repeats < policy.transient ? (last.retryAfterMs ?? 0) : 0;
  const wait = asked > 0 ? `; it asked to wait ${Math.ceil(asked / 1000)} s, which is too long` : "";
  const tries = repeats === 0 ? "" : ` (${repeats + 1} tries)`;
  return { channel: channel.name, ok: false, detail: last.reason + wait + tries };
}

const OUTCOMES_OF = { sent: "created", retry: "unavailable", failed: "rejected" } as const;

/** A channel that does not end by itself at its time is left behind. */
async function tryOnce(channel: Channel, delivery: Delivery, leftMs: number): Promise<TryResult> {
  const bound = new AbortController();
  const ended = new AbortController();
  const timer = sleep(leftMs, undefined, { signal: ended.signal })
    .then((): TryResult => {
      bound.abort();
      return { kind: "failed", reason: "no response in time" };
    })
    .catch((): TryResult => ({ kind: "failed", reason: "ended" }));
  try {
    return await Promise.race([channel.send(delivery, bound.signal), timer]);
  } catch (error) {
    return { kind: "failed", reason: error instanceof Error ? error.name : "unknown failure" };
  } finally {
    ended.abort();
  }
}
