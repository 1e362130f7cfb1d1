/** Brings one notice over all channels at once, with a few tries each, within one bound of time. */

import { setTimeout as sleep } from "node:timers/promises";
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
  /** In one line: why it failed, or what else there is to say. */
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
  const failed = (detail: string): DeliveryResult => ({ channel: channel.name, ok: false, detail });
  for (let attempt = 1; ; attempt++) {
    const result = await tryOnce(channel, delivery, Math.max(1, endMs - performance.now()));
    if (result.kind === "sent") return { channel: channel.name, ok: true, detail: result.note ?? "" };
    if (result.kind === "failed") return failed(result.reason);
    const tries = attempt === 1 ? "" : ` (${attempt} tries)`;
    const waitMs = Math.max(result.retryAfterMs ?? 0, limits.firstWaitMs * 2 ** (attempt - 1));
    if (attempt >= limits.tries) return failed(result.reason + tries);
    if (performance.now() + waitMs >= endMs) {
      const asked = result.retryAfterMs ?? 0;
      const wait = asked > 0 ? `; it asks to wait ${Math.ceil(asked / 1000)} s, which is too long` : "";
      return failed(result.reason + wait + tries);
    }
    await sleep(waitMs);
  }
}

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
