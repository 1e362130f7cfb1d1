/** How an open model reached its rate, and why not. */

import { metricValue } from "../../results/engine-summary.ts";
import { isRateReached, saturationReasons } from "../../results/health/saturation.ts";
import { type Reason, reason } from "../../results/reason.ts";
import type { RunSummary } from "../../results/run-summary.ts";
import type { EngineResult } from "../../run/phase.ts";
import type { Run } from "../../run/run.ts";
import { effectiveLoad, readBaseline } from "./baseline.ts";
import { askedRate, type ModelSettings } from "./mix/load-model.ts";
import { MEASURED } from "./mix/thresholds.ts";
import type { ReadwriteWork } from "./readwrite-work.ts";

type OpenModel = NonNullable<RunSummary["openModel"]>;

export function openModelOf(run: Run, work: ReadwriteWork, ended: EngineResult): OpenModel {
  const baseline = readBaseline(run);
  const load = effectiveLoad(work, baseline);
  const { summary, vusMax, window } = ended;
  const dropped = metricValue(summary, `dropped_iterations${MEASURED}`, "count");
  const done = metricValue(summary, `iterations${MEASURED}`, "count");
  const seconds = (window?.windowMs ?? work.measuredMs) / 1000;
  return {
    // As counted by k6: a run may have ended early.
    askedPerSecond: (done + dropped) / seconds,
    donePerSecond: done / seconds,
    asked: done + dropped,
    dropped,
    vus: vusMax,
    addedVus: Math.max(0, vusMax - load.vusReadwritePhase),
    operationMs: metricValue(summary, `iteration_duration${MEASURED}`, "avg"),
    ...(baseline === undefined ? {} : { unloadedMs: baseline.unloadedMs }),
  };
}

export function rateReasons(run: Run, facts: OpenModel, load: ModelSettings): Reason[] {
  const { dropped, vus, unloadedMs } = facts;
  if (isRateReached(facts)) return [];
  if (unloadedMs === undefined) {
    const text = `${dropped} iterations did not start in time: ${vus} VUs were too few for this rate and response time`;
    return [reason("dropped-iterations", text, { dropped, vus })];
  }
  const pauses = run.target.token.broker().statistics().held;
  return saturationReasons({ ...facts, unloadedMs, peakPerSecond: askedRate(load).peak, pauses });
}
