/** k6 scenarios of the readwrite phase: closed or open, with a warm-up before the measured part. Pure. */

import { parseStages, type Stage } from "../../base/stages.ts";
import { probeScenario } from "../../lib/contracts/probe-scenario.ts";
import { PROBE_MS, type Scenario } from "../../lib/contracts/readwrite-plan.ts";

export interface ModelSettings {
  readonly model: "constant-vus" | "ramping-vus" | "constant-arrival-rate" | "ramping-arrival-rate";
  readonly vusReadwritePhase: number;
  readonly maxVus: number;
  /** Milliseconds, like all durations here. */
  readonly durationReadwritePhase: number;
  readonly warmUp: number;
  /** Operations per second. */
  readonly rate: number;
  readonly stages: string;
}

type Scenarios = Record<string, Scenario>;

/** Between warm-up and measured part: what is under way ends, so that no VU is needed twice. */
const BREAK_MS = 3000;
/** Time for operations that started in time. */
const OVERRUN_MS = 60_000;
/** k6 wants whole numbers for rates: this many seconds make one unit. */
const UNIT_SECONDS = 10;

/** Names of the functions that the bundle exports are `readwrite`, `warmUp` and `probe`. */
export function loadModel(settings: ModelSettings): Scenarios {
  const { warmUp, durationReadwritePhase: duration } = settings;
  const { warmUpMs, measuredMs } = plannedDuration(settings);
  const measured = { exec: "readwrite", gracefulStop: `${OVERRUN_MS}ms`, ...measuredLoad(settings, duration) };
  const probe = probeModel(warmUpMs + measuredMs);
  if (warmUp === 0) return { readwrite: measured, probe };
  const before = { exec: "warmUp", gracefulStop: `${BREAK_MS}ms`, ...steadyLoad(settings, warmUp) };
  return { warm_up: before, readwrite: { ...measured, startTime: `${warmUpMs}ms` }, probe };
}

/** One VU on an otherwise unloaded target. */
export function baselineModel(durationMs: number): Scenarios {
  const executor = { executor: "constant-vus", vus: 1, duration: `${durationMs}ms` };
  return { baseline: { exec: "warmUp", gracefulStop: "60s", ...executor } };
}

export function probeModel(durationMs: number): Scenario {
  return { ...probeScenario(`${durationMs + OVERRUN_MS}ms`), env: { [PROBE_MS]: String(durationMs) } };
}

/** How long the whole takes, without what is under way at its end; in milliseconds. */
export function plannedDuration(settings: ModelSettings): { readonly warmUpMs: number; readonly measuredMs: number } {
  const stages = settings.model.startsWith("ramping") ? (parseStages(settings.stages) ?? []) : undefined;
  const measuredMs = stages?.reduce((sum, { duration }) => sum + duration, 0) ?? settings.durationReadwritePhase;
  return { warmUpMs: settings.warmUp === 0 ? 0 : settings.warmUp + BREAK_MS, measuredMs };
}

/** Maximum number of concurrent iterations. */
export function mostVus(settings: ModelSettings): number {
  const { model, vusReadwritePhase: vus, maxVus } = settings;
  if (model.endsWith("arrival-rate")) return Math.max(vus, maxVus);
  return model === "ramping-vus"
    ? Math.max(vus, ...(parseStages(settings.stages) ?? []).map(({ target }) => target))
    : vus;
}

/** Operations per second of an open model: mean over the measured part, and peak. */
export function askedRate(settings: ModelSettings): { readonly mean: number; readonly peak: number } {
  const { rate } = settings;
  const { measuredMs } = plannedDuration(settings);
  const targets = stagesOf(settings).map(({ target }) => target);
  return { mean: (1000 * askedUntil(settings, measuredMs)) / measuredMs, peak: Math.max(rate, ...targets) };
}

/** Operations that an open model asks for in the first milliseconds of its measured part. */
export function askedUntil(settings: ModelSettings, ms: number): number {
  let from = settings.rate;
  let asked = 0;
  let leftMs = ms;
  for (const { duration, target } of stagesOf(settings)) {
    const tookMs = Math.min(leftMs, duration);
    const to = from + ((target - from) * tookMs) / duration;
    asked += (((from + to) / 2) * tookMs) / 1000;
    leftMs -= tookMs;
    from = target;
  }
  return asked + (from * leftMs) / 1000;
}

function stagesOf({ model, stages }: ModelSettings): Stage[] {
  return model === "ramping-arrival-rate" ? (parseStages(stages) ?? []) : [];
}

function measuredLoad(settings: ModelSettings, duration: number): Scenario {
  const { model, vusReadwritePhase: vus, rate } = settings;
  if (!model.startsWith("ramping")) return steadyLoad(settings, duration);
  const isOpen = model === "ramping-arrival-rate";
  const stages = (parseStages(settings.stages) ?? []).map(({ duration: length, target }) => ({
    duration: `${length}ms`,
    target: Math.round(isOpen ? target * UNIT_SECONDS : target),
  }));
  if (!isOpen) return { executor: model, startVUs: vus, stages, gracefulRampDown: "60s" };
  return { executor: model, startRate: wholeRate(rate), stages, ...pool(settings) };
}

/** Constant, at the settings' VUs or rate: also the warm-up of a ramping model. */
function steadyLoad(settings: ModelSettings, duration: number): Scenario {
  const { model, vusReadwritePhase: vus, rate } = settings;
  if (!model.endsWith("arrival-rate")) return { executor: "constant-vus", vus, duration: `${duration}ms` };
  return {
    executor: "constant-arrival-rate",
    duration: `${duration}ms`,
    rate: wholeRate(rate),
    ...pool(settings),
  };
}

function pool({ vusReadwritePhase: vus, maxVus }: ModelSettings): Scenario {
  return { timeUnit: `${UNIT_SECONDS}s`, preAllocatedVUs: vus, maxVUs: Math.max(vus, maxVus) };
}

function wholeRate(rate: number): number {
  return Math.max(1, Math.round(rate * UNIT_SECONDS));
}
