/**
 * What the runner itself writes to Prometheus, beside k6's own series: progress, verdict and cost of a run. All gauges
 * are named `dms_run_*`. Pure.
 */

import type { LiveState, Percentiles } from "../live/live-state.ts";
import type { Answers } from "../measurements/figures.ts";
import { latencyOf } from "../measurements/operations.ts";
import { failuresIn } from "../outcome-counts.ts";
import type { Verdict } from "../reason.ts";
import type { RunSummary } from "../run-summary.ts";
import { type Labels, type Point, runPoint } from "./series.ts";
import { steeredPoints } from "./steered-points.ts";

/** Values of `dms_run_verdict`. */
export const VERDICT_VALUES: Readonly<Record<Verdict, number>> = {
  pass: 0,
  fail: 1,
  invalid: 2,
  aborted: 3,
  inconclusive: 4,
};

/** While k6 runs, and when it has ended. @param abortedReason why a stop rule has ended the run */
export function livePoints(state: LiveState, active: boolean, abortedReason: string | undefined): Point[] {
  const stopRule = abortedReason === undefined ? undefined : ruleIn(abortedReason);
  const { progress, requests, latency, outcomes, tokens, generator } = state;
  return [
    runPoint("active", active ? 1 : 0),
    runPoint("elapsed_seconds", state.second),
    ...progressPoints(state),
    runPoint("requests", requests.all),
    runPoint("requests_per_second", requests.perSecond),
    ...responsePoints("response_seconds", latency.now, { window: "10s" }),
    ...responsePoints("response_seconds", latency.all, { window: "run" }),
    ...outcomePoints(outcomes.all),
    runPoint("failures", failuresIn(outcomes.all)),
    runPoint("vus", state.vus),
    ...tokenPoints(tokens),
    runPoint("warnings", state.warnings.length),
    ...(generator === undefined
      ? []
      : [
          runPoint("generator_cpu_share", generator.cpuShare),
          runPoint("generator_memory_bytes", generator.memoryBytes),
          runPoint("generator_cores", generator.cores),
          runPoint("runner_cpu_cores", generator.runnerCpuShare),
        ]),
    ...state.operations.flatMap((own) => answerPoints("operation", { op: own.op }, own)),
    ...state.calls.flatMap((own) => answerPoints("resource", { resource: own.resource, op: own.op }, own)),
    ...(progress.resources ?? []).flatMap(({ resource, done, planned }) => [
      runPoint("resource_items_done", done, { resource }),
      ...(planned === undefined ? [] : [runPoint("resource_items_planned", planned, { resource })]),
    ]),
    ...(stopRule === undefined ? [] : [runPoint("stop_rule", 1, { rule: stopRule })]),
  ];
}

/** The rule as it was set, without the figures that crossed it: they would make a new series each time. */
function ruleIn(reason: string): string {
  return /^stop rule (.+?): /.exec(reason)?.[1] ?? "other";
}

/** What a run is about, as labels of one series with the value 1. */
export function infoPoint(about: Labels): Point {
  return runPoint("info", 1, about);
}

/** Once, at the end: the figures of `summary.json`. @param warnings as many as the run had */
export function finalPoints(summary: RunSummary, warnings: number): Point[] {
  const { load, mix, checks, generator } = summary;
  return [
    runPoint("active", 0),
    runPoint("verdict", VERDICT_VALUES[summary.verdict]),
    runPoint("duration_seconds", summary.durationMs / 1000),
    runPoint("requests", summary.requests),
    runPoint("mean_requests_per_second", summary.requestsPerSecond),
    ...responsePoints("response_seconds", summary.latencyMs, { window: "run" }),
    ...outcomePoints(summary.outcomes),
    runPoint("failures", summary.failures),
    ...tokenPoints(summary.tokens),
    runPoint("warnings", warnings),
    ...(generator === undefined
      ? []
      : [
          runPoint("generator_cpu_share_mean", generator.cpuShareMean),
          runPoint("generator_cpu_share_peak", generator.cpuSharePeak),
          runPoint("generator_memory_peak_bytes", generator.memoryPeakBytes),
        ]),
    ...(load === undefined ? [] : completenessPoints(load)),
    ...(mix?.rows ?? []).flatMap(({ op, wanted, achieved }) => [
      runPoint("mix_share", wanted, { op, kind: "wanted" }),
      runPoint("mix_share", achieved, { op, kind: "achieved" }),
    ]),
    ...(checks === undefined
      ? []
      : [runPoint("checks_passed", checks.passed), runPoint("checks_failed", checks.failed)]),
    ...steeredPoints(summary),
  ];
}

/** Items of this start of k6 only. */
function progressPoints({ progress, perSecond, secondsLeft }: LiveState): Point[] {
  const { done, total, unit, level, pace } = progress;
  return [
    ...(total === undefined || total <= 0 ? [] : [runPoint("progress_share", Math.min(1, done / total))]),
    ...(secondsLeft === undefined ? [] : [runPoint("seconds_left", secondsLeft)]),
    ...(unit !== "items" ? [] : [runPoint("items_done", done), runPoint("items_per_second", perSecond)]),
    ...(unit !== "items" || total === undefined
      ? []
      : [runPoint("items_planned", total), runPoint("items_missing", Math.max(0, total - done))]),
    ...(level === undefined ? [] : [runPoint("level", level.now ?? level.of), runPoint("levels", level.of)]),
    ...(pace?.perSecond === undefined ? [] : [runPoint("asked_per_second", pace.perSecond)]),
  ];
}

function completenessPoints(load: NonNullable<RunSummary["load"]>): Point[] {
  const { planned, created, present, missing, repeats, resources } = load;
  return [
    runPoint("progress_share", planned === 0 ? 1 : (planned - missing) / planned),
    runPoint("items_planned", planned),
    runPoint("items_done", created + present),
    runPoint("items_created", created),
    runPoint("items_present", present),
    runPoint("items_missing", missing),
    runPoint("repeats", repeats),
    ...Object.entries(resources).flatMap(([resource, row]) => [
      runPoint("resource_items_done", row.created + row.present, { resource }),
      runPoint("resource_items_planned", row.planned, { resource }),
    ]),
  ];
}

/** Of the run so far. */
function answerPoints(prefix: string, labels: Labels, { requests, done, outcomes }: Answers): Point[] {
  return [
    runPoint(`${prefix}_requests`, requests, labels),
    runPoint(`${prefix}_failures`, failuresIn(outcomes), labels),
    ...responsePoints(`${prefix}_response_seconds`, latencyOf(done), labels),
  ];
}

function responsePoints(name: string, percentiles: Percentiles | undefined, labels: Labels): Point[] {
  const quantiles = { "0.5": percentiles?.p50, "0.95": percentiles?.p95, "0.99": percentiles?.p99 };
  return Object.entries(quantiles).flatMap(([quantile, milliseconds]) =>
    milliseconds === undefined || Number.isNaN(milliseconds)
      ? []
      : [runPoint(name, milliseconds / 1000, { ...labels, quantile })],
  );
}

function outcomePoints(outcomes: RunSummary["outcomes"]): Point[] {
  return Object.entries(outcomes).map(([outcome, count]) => runPoint("outcomes", count ?? 0, { outcome }));
}

function tokenPoints({ issued, refused, held }: RunSummary["tokens"]): Point[] {
  return [runPoint("tokens_issued", issued), runPoint("tokens_refused", refused), runPoint("pauses", held)];
}
