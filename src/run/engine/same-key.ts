/** Compares secrets in constant time. */

import { timingSafeEqual } from "node:crypto";

export function isSameKey(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}
