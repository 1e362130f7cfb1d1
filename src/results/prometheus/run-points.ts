/**
 * What the runner itself writes to Prometheus, beside k6's own series: progress, verdict and cost of a run. All gauges
 * are named `dms_run_*`, without the labels of the run, which the writer adds. Pure.
 */

import type { LiveState, Percentiles } from "../live/live-state.ts";
import type { Answers } from "../measurements/figures.ts";
import { latencyOf } from "../measurements/operations.ts";
import { failuresIn } from "../outcome-counts.ts";
import type { Verdict } from "../reason.ts";
import type { RunSummary } from "../run-summary.ts";
import type { Labels, Point } from "./series.ts";

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
    point("active", active ? 1 : 0),
    point("elapsed_seconds", state.second),
    ...progressPoints(state),
    point("requests", requests.all),
    point("requests_per_second", requests.perSecond),
    ...responsePoints("response_seconds", latency.now, { window: "10s" }),
    ...responsePoints("response_seconds", latency.all, { window: "run" }),
    ...outcomePoints(outcomes.all),
    point("failures", failuresIn(outcomes.all)),
    point("vus", state.vus),
    ...tokenPoints(tokens),
    point("warnings", state.warnings.length),
    ...(generator === undefined
      ? []
      : [
          point("generator_cpu_share", generator.cpuShare),
          point("generator_memory_bytes", generator.memoryBytes),
          point("generator_cores", generator.cores),
          point("runner_cpu_cores", generator.runnerCpuShare),
        ]),
    ...state.operations.flatMap((own) => answerPoints("operation", { op: own.op }, own)),
    ...state.calls.flatMap((own) => answerPoints("resource", { resource: own.resource, op: own.op }, own)),
    ...(progress.resources ?? []).flatMap(({ resource, done, planned }) => [
      point("resource_items_done", done, { resource }),
      ...(planned === undefined ? [] : [point("resource_items_planned", planned, { resource })]),
    ]),
    ...(stopRule === undefined ? [] : [point("stop_rule", 1, { rule: stopRule })]),
  ];
}

/** The rule as it was set, without the figures that crossed it: they would make a new series each time. */
function ruleIn(reason: string): string {
  return /^stop rule (.+?): /.exec(reason)?.[1] ?? "other";
}

/** What a run is about, as labels of one series with the value 1. */
export function infoPoint(about: Labels): Point {
  return point("info", 1, about);
}

/** Once, at the end: the figures of `summary.json`. @param warnings as many as the run had */
export function finalPoints(summary: RunSummary, warnings: number): Point[] {
  const { load, mix, checks, generator } = summary;
  return [
    point("active", 0),
    point("verdict", VERDICT_VALUES[summary.verdict]),
    point("duration_seconds", summary.durationMs / 1000),
    point("requests", summary.requests),
    point("mean_requests_per_second", summary.requestsPerSecond),
    ...responsePoints("response_seconds", summary.latencyMs, { window: "run" }),
    ...outcomePoints(summary.outcomes),
    point("failures", summary.failures),
    ...tokenPoints(summary.tokens),
    point("warnings", warnings),
    ...(generator === undefined
      ? []
      : [
          point("generator_cpu_share_mean", generator.cpuShareMean),
          point("generator_cpu_share_peak", generator.cpuSharePeak),
          point("generator_memory_peak_bytes", generator.memoryPeakBytes),
        ]),
    ...(load === undefined ? [] : completenessPoints(load)),
    ...(mix?.rows ?? []).flatMap(({ op, wanted, achieved }) => [
      point("mix_share", wanted, { op, kind: "wanted" }),
      point("mix_share", achieved, { op, kind: "achieved" }),
    ]),
    ...(checks === undefined ? [] : [point("checks_passed", checks.passed), point("checks_failed", checks.failed)]),
  ];
}

function point(name: string, value: number, labels: Labels = {}): Point {
  return { name: `dms_run_${name}`, labels, value };
}

/** Items of this start of k6 only. */
function progressPoints({ progress, perSecond, secondsLeft }: LiveState): Point[] {
  const { done, total, unit, level } = progress;
  return [
    ...(total === undefined || total <= 0 ? [] : [point("progress_share", Math.min(1, done / total))]),
    ...(secondsLeft === undefined ? [] : [point("seconds_left", secondsLeft)]),
    ...(unit !== "items" ? [] : [point("items_done", done), point("items_per_second", perSecond)]),
    ...(unit !== "items" || total === undefined
      ? []
      : [point("items_planned", total), point("items_missing", Math.max(0, total - done))]),
    ...(level === undefined ? [] : [point("level", level.now ?? level.of), point("levels", level.of)]),
  ];
}

function completenessPoints(load: NonNullable<RunSummary["load"]>): Point[] {
  const { planned, created, present, missing, repeats, resources } = load;
  return [
    point("progress_share", planned === 0 ? 1 : (planned - missing) / planned),
    point("items_planned", planned),
    point("items_done", created + present),
    point("items_created", created),
    point("items_present", present),
    point("items_missing", missing),
    point("repeats", repeats),
    ...Object.entries(resources).flatMap(([resource, row]) => [
      point("resource_items_done", row.created + row.present, { resource }),
      point("resource_items_planned", row.planned, { resource }),
    ]),
  ];
}

/** Of the run so far. */
function answerPoints(prefix: string, labels: Labels, { requests, done, outcomes }: Answers): Point[] {
  return [
    point(`${prefix}_requests`, requests, labels),
    point(`${prefix}_failures`, failuresIn(outcomes), labels),
    ...responsePoints(`${prefix}_response_seconds`, latencyOf(done), labels),
  ];
}

function responsePoints(name: string, percentiles: Percentiles | undefined, labels: Labels): Point[] {
  const quantiles = { "0.5": percentiles?.p50, "0.95": percentiles?.p95, "0.99": percentiles?.p99 };
  return Object.entries(quantiles).flatMap(([quantile, milliseconds]) =>
    milliseconds === undefined || Number.isNaN(milliseconds)
      ? []
      : [point(name, milliseconds / 1000, { ...labels, quantile })],
  );
}

function outcomePoints(outcomes: RunSummary["outcomes"]): Point[] {
  return Object.entries(outcomes).map(([outcome, count]) => point("outcomes", count ?? 0, { outcome }));
}

function tokenPoints({ issued, refused, held }: RunSummary["tokens"]): Point[] {
  return [point("tokens_issued", issued), point("tokens_refused", refused), point("pauses", held)];
}
