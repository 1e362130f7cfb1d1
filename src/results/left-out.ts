/** What a run left out and why, as lines: one for each reason. Pure. */

import type { Skipped } from "../lib/contracts/journal/skip-line.ts";

const MOST_NAMES = 6;

/** `calendars, sessions: it needs schoolYearTypes`; the most frequent reason first. @param label begins the first line */
export function leftOutLines(leftOut: readonly Skipped[], label: string): string[] {
  const byReason = new Map<string, string[]>();
  for (const { what, reason } of leftOut) byReason.set(reason, [...(byReason.get(reason) ?? []), what]);
  const rows = [...byReason].sort(([, a], [, b]) => b.length - a.length);
  const indent = " ".repeat(label.length);
  return rows.map(([reason, names], row) => `${row === 0 ? label : indent}${shortened(names)}: ${reason}`);
}

function shortened(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return names.slice(0, MOST_NAMES).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** Each once: several VUs leave out the same. */
export function distinct(leftOut: readonly Skipped[]): Skipped[] {
  return [...new Map(leftOut.map((one) => [`${one.what}\n${one.reason}`, one])).values()];
}
