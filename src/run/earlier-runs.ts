/** What earlier runs measured of a target. */

import { isOfStoppedRun } from "../results/capacity/capacity-result.ts";
import type { CapacityResult, RunSummary } from "../results/run-summary.ts";
import { recentSummaries, type SummariesOfRun } from "../store/summaries.ts";
import { type Address, isSameTarget } from "../target/same-target.ts";

export interface CapacityRun {
  readonly run: string;
  readonly capacity: CapacityResult;
}

/** The newest capacity run with this mix that has an answer; undefined where there is none. */
export function lastAnswer(resultsDirectory: string, target: Address, mix: string): CapacityRun | undefined {
  for (const { run, summaries } of runsOf(resultsDirectory, target)) {
    const capacity = summaries.filter((summary) => summary.mix?.name === mix).find(hasAnswer)?.capacity;
    if (capacity !== undefined) return { run, capacity };
  }
  return undefined;
}

export interface MeasuredRate {
  readonly perSecond: number;
  /** What a load creates, or a capacity run whose mix has nothing but creates. */
  readonly unit: "items" | "creates";
  /** Name of the run. */
  readonly run: string;
}

/** How fast items are created: of the newest run that measured it; undefined where none has. */
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

/** Of a load that created most of its items, and of a search whose mix creates only and whose knee is known. */
function rateIn(summary: RunSummary): Omit<MeasuredRate, "run"> | undefined {
  const { load, outcomes, windowMs = 0 } = summary;
  const created = outcomes.created ?? 0;
  if (load !== undefined && load.missing === 0 && created > load.present && windowMs > 0)
    return { perSecond: (1000 * created) / windowMs, unit: "items" };
  const { capacity, mix } = summary;
  const createsOnly = mix?.rows.some(({ op, wanted }) => op === "create" && wanted === 1);
  return createsOnly && capacity?.answer === "knee" && capacity.confirmed !== false
    ? { perSecond: capacity.perSecond, unit: "creates" }
    : undefined;
}

function hasAnswer(summary: RunSummary): summary is RunSummary & { readonly capacity: CapacityResult } {
  const { capacity } = summary;
  if (capacity === undefined || capacity.limitedBy === "target-stopped" || isOfStoppedRun(capacity)) return false;
  return capacity.answer === "at-most" || capacity.perSecond > 0;
}
