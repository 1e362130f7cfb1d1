/** Items and counts that a target gives no answer for: nothing is known of them. Pure. */

import { formatCount, plural } from "../../base/figures.ts";
import type { Outcome } from "../../lib/http/outcome.ts";

const UNANSWERED: readonly Outcome[] = ["cut-off", "timed-out", "unavailable", "throttled"];

export function isUnanswered({ outcome }: { readonly outcome: Outcome }): boolean {
  return UNANSWERED.includes(outcome);
}

/**
 * `3 of 40 items could not be read: students/17: timed out`
 * @param unread what was not read, and why
 * @returns none where all was read
 */
export function unreadLines(what: string, all: number, unread: readonly string[]): string[] {
  return unread.length === 0
    ? []
    : [`${formatCount(unread.length)} of ${plural(all, what)} could not be read: ${unread[0]}`];
}
