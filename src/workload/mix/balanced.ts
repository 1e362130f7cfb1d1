/** Shares of a mix that deletes as much as it creates, so that a long run does not grow the data. Pure. */

import { type Shares, weightsByMethod } from "./compile-mix.ts";
import type { Mix } from "./mix.ts";

/** @returns undefined for a mix that does not delete: what it creates stays */
export function balancedShares({ operations }: Mix): Shares | undefined {
  const weights = weightsByMethod(operations);
  if (weights.DELETE === 0) return undefined;
  const half = (weights.POST + weights.DELETE) / 2;
  return { ...weights, POST: half, DELETE: half };
}
