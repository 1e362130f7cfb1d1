/** Figures of a load: its rate, its response times, and why an open load did not reach its rate. */

import { plural } from "../../base/figures.ts";
import { saturationReasons } from "../../results/health/saturation.ts";
import { itemsIn } from "../../results/outcome-counts.ts";
import type { Reason } from "../../results/reason.ts";
import type { EngineResult } from "../../run/phase.ts";
import type { Run } from "../../run/run.ts";

/** Items that this command created, and not one before that it resumed, a second. */
export function rateOf({ figures, window }: EngineResult): number {
  return window === undefined ? 0 : (1000 * (figures.outcomes.created ?? 0)) / window.windowMs;
}

/**
 * An open load has no baseline: its fastest second stands for the unloaded target. Items are late where arrival-rate
 * executors would have dropped iterations.
 */
export function rateReasons({ context, target }: Run, ended: EngineResult): Reason[] {
  const { arrivalRate, vusLoadPhase: vus } = context.settings.config;
  const { figures, fastestMs, lateItems } = ended;
  if (arrivalRate === 0 || fastestMs === undefined) return [];
  return saturationReasons({
    askedPerSecond: arrivalRate,
    donePerSecond: rateOf(ended),
    peakPerSecond: arrivalRate,
    asked: itemsIn(figures.outcomes),
    dropped: lateItems,
    vus,
    addedVus: 0,
    operationMs: figures.latencyMs.mean,
    unloadedMs: fastestMs,
    pauses: target.token.broker().statistics().held,
  });
}

export function lateLines({ lateItems: late }: EngineResult): string[] {
  return late > 0 ? [`late     ${plural(late, "item")} started late, because all VUs were busy: raise --vus`] : [];
}
