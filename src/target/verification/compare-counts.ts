/** Compares the counts at a target with what a load says it did. Pure. */

import type { LoadPhaseData } from "../../lib/contracts/load-data.ts";
import type { ResourceCounts } from "./count-resources.ts";

export interface CountRow {
  readonly endpoint: string;
  readonly planned: number;
  readonly created: number;
  readonly present: number;
  /** Absent if nothing was counted before the load. */
  readonly before?: number;
  /** Absent where the target cannot be counted. */
  readonly after?: number;
  /** `short`: fewer than there must be; `more`: others write, too. */
  readonly verdict: "ok" | "short" | "more" | "uncounted";
  /** What is wrong, in words; empty for ok. */
  readonly text: string;
}

export interface CountComparison {
  readonly data: Pick<LoadPhaseData, "resources">;
  readonly countsBefore: Readonly<Record<string, number>> | undefined;
  readonly after: ResourceCounts;
}

/** One row per resource of the plan, in plan order. */
export function compareCounts({ data, countsBefore, after }: CountComparison): CountRow[] {
  return Object.entries(data.resources).map(([endpoint, { planned, created, present, missing }]) => {
    const before = countsBefore?.[endpoint];
    const counted = after.counts[endpoint];
    const row = {
      endpoint,
      planned,
      created,
      present,
      ...(before === undefined ? {} : { before }),
      ...(counted === undefined ? {} : { after: counted }),
    };
    if (counted === undefined)
      return { ...row, verdict: "uncounted", text: after.uncounted[endpoint] ?? "not counted" };
    if (counted < created + present) {
      const known = missing === 0 ? "" : `, ${missing} known to be missing`;
      return { ...row, verdict: "short", text: `${counted} on the target, ${planned} planned${known}` };
    }
    if (before === undefined) return { ...row, verdict: "ok", text: "" };
    const least = before + created;
    const text = `${counted} on the target, expected ${least} (${before} before, ${created} created)`;
    if (counted < least) return { ...row, verdict: "short", text };
    // Items that were present may be this load's own, when a connection broke or k6 was killed before their lines.
    return counted > least + present ? { ...row, verdict: "more", text } : { ...row, verdict: "ok", text: "" };
  });
}
