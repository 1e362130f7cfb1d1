/** Whether an open model reached its rate, and why not. */

import { plural } from "../../base/figures.ts";
import { isRateReached, saturationReasons } from "../../results/health/saturation.ts";
import { type Reason, reason } from "../../results/reason.ts";
import type { RunSummary } from "../../results/run-summary.ts";
import type { EngineResult } from "../../run/phase.ts";
import type { Run } from "../../run/run.ts";
import { askedRate, type ModelSettings } from "../../workload/mix/load-model.ts";
import { effectiveLoad, readBaseline } from "./baseline.ts";
import type { ReadwriteWork } from "./readwrite-work.ts";

type OpenModel = NonNullable<RunSummary["openModel"]>;

export function openModelOf(run: Run, work: ReadwriteWork, ended: EngineResult): OpenModel {
  const baseline = readBaseline(run);
  const load = effectiveLoad(work, baseline);
  const { iterations, iterationMs, vusMax, window } = ended;
  const { asked, done } = iterations;
  const seconds = (window?.windowMs ?? work.measuredMs) / 1000;
  return {
    // Until the end: a run may have ended early.
    askedPerSecond: asked / seconds,
    donePerSecond: done / seconds,
    asked,
    dropped: asked - done,
    vus: vusMax,
    addedVus: Math.max(0, vusMax - load.vusReadwritePhase),
    operationMs: iterationMs,
    ...(baseline === undefined ? {} : { unloadedMs: baseline.unloadedMs }),
  };
}

export function rateReasons(run: Run, facts: OpenModel, load: ModelSettings): Reason[] {
  const { dropped, vus, unloadedMs } = facts;
  if (isRateReached(facts)) return [];
  if (unloadedMs === undefined) {
    const text = `${plural(dropped, "iteration")} did not start in time: ${plural(vus, "VU")} ${vus === 1 ? "was" : "were"} too few for this rate and response time`;
    return [reason("dropped-iterations", text, { dropped, vus })];
  }
  const pauses = run.target.token.broker().statistics().held;
  return saturationReasons({ ...facts, unloadedMs, peakPerSecond: askedRate(load).peak, pauses });
}
