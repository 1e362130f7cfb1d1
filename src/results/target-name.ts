/** How console, reports and notices name what was tested. Pure. */

import type { RunSummary } from "./run-summary.ts";

/** `embedded sandbox`, or `target http://host`: the two must not be confused. */
export function targetName({ kind, baseUrl, proxy }: Omit<RunSummary["target"], "version">): string {
  if (kind === "sandbox") return "embedded sandbox";
  return `target ${baseUrl}${proxy === undefined ? "" : ` through a proxy (${proxy})`}`;
}
