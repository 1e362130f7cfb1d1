/** What earlier runs measured of a target. */

import type { CapacityResult, RunSummary } from "../results/run-summary.ts";
import { recentSummaries, type SummariesOfRun } from "../store/summaries.ts";
import { type Address, isSameTarget } from "../target/same-target.ts";

export interface LastKnee {
  readonly run: string;
  readonly capacity: CapacityResult;
}

/** Of the newest capacity run with this mix in which a rate held; undefined where there is none. */
export function lastKnee(resultsDirectory: string, target: Address, mix: string): LastKnee | undefined {
  for (const { run, summaries } of runsOf(resultsDirectory, target)) {
    const capacity = summaries.filter((summary) => summary.mix?.name === mix).find(hasHeldRate)?.capacity;
    if (capacity !== undefined) return { run, capacity };
  }
  return undefined;
}

export interface MeasuredRate {
  readonly perSecond: number;
  /** A load creates items; a capacity run does the operations of its mix. */
  readonly unit: "items" | "operations";
  /** Name of the run. */
  readonly run: string;
}

/** Of the newest load or capacity run, at its end; undefined where no run has measured it. */
export function lastMeasuredRate(resultsDirectory: string, target: Address): MeasuredRate | undefined {
  for (const { run, summaries } of runsOf(resultsDirectory, target)) {
    const rate = summaries.flatMap((summary) => rateIn(summary) ?? []).at(-1);
    if (rate !== undefined) return { ...rate, run };
  }
  return undefined;
}

/** The newest first, each with its summaries of this target. */
function* runsOf(resultsDirectory: string, target: Address): Iterable<SummariesOfRun> {
  for (const { run, summaries } of recentSummaries(resultsDirectory))
    yield { run, summaries: summaries.filter((summary) => isSameTarget(summary.target, target)) };
}

/** Of a load that left nothing out, and of a search whose answer is a rate that held. */
function rateIn(summary: RunSummary): Omit<MeasuredRate, "run"> | undefined {
  const { load, outcomes, windowMs = 0 } = summary;
  const created = outcomes.created ?? 0;
  if (load !== undefined && load.missing === 0 && created > 0 && windowMs > 0)
    return { perSecond: (1000 * created) / windowMs, unit: "items" };
  return hasHeldRate(summary) ? { perSecond: summary.capacity.perSecond, unit: "operations" } : undefined;
}

function hasHeldRate(summary: RunSummary): summary is RunSummary & { readonly capacity: CapacityResult } {
  const { capacity } = summary;
  if (capacity === undefined || capacity.limitedBy === "target-stopped") return false;
  return capacity.answer !== "at-most" && capacity.perSecond > 0;
}
