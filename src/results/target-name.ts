/** How console, reports and notices name what was tested. Pure. */

import type { RunSummary } from "./run-summary.ts";

/** `embedded sandbox`, or `target http://host`: nobody must take one for the other. */
export function targetName({ kind, baseUrl }: Pick<RunSummary["target"], "kind" | "baseUrl">): string {
  return kind === "sandbox" ? "embedded sandbox" : `target ${baseUrl}`;
}
