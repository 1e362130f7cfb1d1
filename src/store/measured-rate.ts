/** How fast a target was the last time: at the end of the newest load or capacity run on it. */

import type { RunSummary } from "../results/run-summary.ts";
import { findAnyRun, runNames } from "./find-run.ts";
import { type PlacedSummary, readSummaries } from "./summaries.ts";

export interface MeasuredRate {
  readonly perSecond: number;
  /** A load creates items; a capacity run does the operations of its mix. */
  readonly unit: "items" | "operations";
  /** Name of the run. */
  readonly run: string;
}

/** Undefined where no run has measured it. */
export function lastMeasuredRate(
  resultsDirectory: string,
  target: Pick<RunSummary["target"], "kind" | "baseUrl">,
): MeasuredRate | undefined {
  for (const run of runNames(resultsDirectory)) {
    const rates = summariesOf(resultsDirectory, run).flatMap(({ summary }) =>
      isSame(summary.target, target) ? (rateIn(summary) ?? []) : [],
    );
    const rate = rates.at(-1);
    if (rate !== undefined) return { ...rate, run };
  }
  return undefined;
}

/** None of a run that is damaged or of another version. */
function summariesOf(resultsDirectory: string, run: string): readonly PlacedSummary[] {
  try {
    return readSummaries(findAnyRun(resultsDirectory, run).path);
  } catch {
    return [];
  }
}

function isSame(one: Pick<RunSummary["target"], "kind" | "baseUrl">, other: typeof one): boolean {
  return one.kind === other.kind && (one.kind === "sandbox" || one.baseUrl === other.baseUrl);
}

/** Of a load that left nothing out, and of a search whose answer is a rate that held. */
function rateIn({ load, capacity, outcomes, windowMs = 0 }: RunSummary): Omit<MeasuredRate, "run"> | undefined {
  const created = outcomes.created ?? 0;
  if (load !== undefined && load.missing === 0 && created > 0 && windowMs > 0)
    return { perSecond: (1000 * created) / windowMs, unit: "items" };
  if (capacity !== undefined && capacity.answer !== "at-most" && capacity.perSecond > 0)
    return { perSecond: capacity.perSecond, unit: "operations" };
  return undefined;
}
