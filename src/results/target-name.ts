/** How console, reports and notices name what was tested. Pure. */

import type { RunSummary } from "./run-summary.ts";

/** `embedded sandbox`, or `target http://host`: nobody must take one for the other. */
export function targetName({ kind, baseUrl, proxy }: Omit<RunSummary["target"], "version">): string {
  if (kind === "sandbox") return "embedded sandbox";
  return `target ${baseUrl}${proxy === undefined ? "" : ` through a proxy (${proxy})`}`;
}
