/**
 * The barrier between two dependency levels. k6 has none, so the broker provides it: it answers when the journal shows
 * that everything below the level is finished. In a direct `k6 run`, the first items of a level wait a moment instead,
 * and unresolved references are retried.
 */

import { sleep } from "k6";
import secrets from "k6/secrets";
import { readLevel, writeBrokerKey } from "../../lib/contracts/broker.ts";
import type { MaybePromise } from "../../lib/maybe-promise.ts";
import type { Range } from "../../lib/plan/ranges.ts";

const NOTHING: readonly Range[] = [];

let passedLevel = 0;

/**
 * @param position of the item in its level
 * @param inFlight most items that can be in progress at once
 * @param lastDurationMs duration of this VU's last request
 * @returns missing items of lower levels, as far as they are known
 */
export function enterLevel(
  level: number,
  position: number,
  inFlight: number,
  lastDurationMs: number,
): MaybePromise<readonly Range[]> {
  if (level <= passedLevel) return NOTHING;
  passedLevel = level;
  if (level === 1) return NOTHING;
  if (FOR_RUNNER) {
    return secrets.get(writeBrokerKey("level", level)).then(readLevel, () => NOTHING);
  }
  if (position < inFlight) sleep((2 * lastDurationMs + 20) / 1000);
  return NOTHING;
}
