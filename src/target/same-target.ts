/** Whether a file of an earlier run is of this target: the embedded sandbox has another port each time. */
import { normalizeBaseUrl } from "./base-url.ts";
import type { Installation } from "./installation.ts";

export type Address = Pick<Installation, "kind" | "baseUrl">;

export function isSameTarget(a: Address, b: Address): boolean {
  if (a.kind !== b.kind) return false;
  return a.kind === "sandbox" || normalizeBaseUrl(a.baseUrl) === normalizeBaseUrl(b.baseUrl);
}
