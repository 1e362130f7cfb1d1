/** Compares the counts at a target with what a load says it did. Pure. */

import type { LoadPhaseData } from "../../lib/contracts/load-data.ts";
import type { ResourceCounts } from "./count-resources.ts";

export interface CountRow {
  readonly endpoint: string;
  readonly planned: number;
  readonly created: number;
  readonly present: number;
  /** Absent where nobody counted before the load. */
  readonly before?: number;
  /** Absent where the target cannot be counted. */
  readonly after?: number;
  readonly verdict: "ok" | "differs" | "doubtful" | "uncounted";
  /** What is wrong, in words; empty for ok. */
  readonly text: string;
}

export interface CountComparison {
  readonly data: Pick<LoadPhaseData, "resources">;
  readonly countsBefore: Readonly<Record<string, number>> | undefined;
  readonly after: ResourceCounts;
  /** Nobody else writes to the target: a count that does not add up is an error there, elsewhere only a doubt. */
  readonly strict: boolean;
}

/** One row per resource of the plan, in plan order. */
export function compareCounts({ data, countsBefore, after, strict }: CountComparison): CountRow[] {
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
    if (counted < planned) {
      const known = missing === 0 ? "" : `, ${missing} known to be missing`;
      return { ...row, verdict: "differs", text: `${counted} on the target, ${planned} planned${known}` };
    }
    const text = before === undefined ? "" : growthProblem(before, created, present, counted);
    return { ...row, verdict: text === "" ? "ok" : strict ? "differs" : "doubtful", text };
  });
}

/**
 * Exactly what was created must have been added. Items that answered "there already" may have been this load's own, when a
 * connection broke or k6 was killed between the POST and its journal line: so many more are fine, and no others.
 */
function growthProblem(before: number, created: number, present: number, after: number): string {
  const least = before + created;
  if (after >= least && after <= least + present) return "";
  return `${after} on the target, expected ${least} (${before} before, ${created} created)`;
}
