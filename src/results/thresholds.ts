/**
 * Evaluates thresholds as k6 does, on the totals of a run. Only for the metrics that thresholds of the phases name: of the
 * operations of a run, without what is counted beside them. Pure.
 */

import { type CallName, ITEM_FAILURES, ITEMS_DONE, OUTCOMES_METRIC } from "../lib/contracts/metrics.ts";
import type { CallFigures, Totals } from "./measurements/figures.ts";
import { allAnswers } from "./measurements/operations.ts";
import { addOutcomes, failuresIn, itemsIn, successesIn } from "./outcome-counts.ts";
import type { OutcomeCounts, ThresholdRow } from "./run-summary.ts";
import { type LatencyHistogram, merged } from "./stats/latency-histogram.ts";

/** Checks of a smoke run. */
interface Checks {
  readonly passed: number;
  readonly failed: number;
}

type Metric =
  | { readonly kind: "trend"; readonly histogram: LatencyHistogram }
  | { readonly kind: "rate"; readonly hits: number; readonly all: number }
  | { readonly kind: "counter"; readonly count: number; readonly seconds: number };

/**
 * A rate or a percentile without a sample meets every rule, and has no value.
 * @param thresholds rules by metric: `{"http_req_duration{expected_response:true,op:read}": ["p(95)<500"]}`
 * @throws Error for a metric or a rule that is not understood
 */
export function evaluateThresholds(
  thresholds: Readonly<Record<string, readonly string[]>>,
  totals: Totals | undefined,
  checks: Checks = { passed: 0, failed: 0 },
): ThresholdRow[] {
  return Object.entries(thresholds).flatMap(([metric, rules]) => {
    const found = metricOf(metric, totals, checks);
    return rules.map((rule) => ({ metric, rule, ...evaluated(rule, found) }));
  });
}

function metricOf(text: string, totals: Totals | undefined, checks: Checks): Metric {
  const { name, tags } = readSelector(text);
  const calls = (totals?.calls ?? []).filter((call) => isSelected(call, tags));
  const outcomes = addOutcomes(calls.map((call) => call.outcomes));
  const counter = (count: number): Metric => ({ kind: "counter", count, seconds: totals?.seconds ?? 0 });
  switch (name) {
    case "http_req_duration":
      return { kind: "trend", histogram: latencyOf(calls, tags.get("expected_response")) };
    case ITEM_FAILURES: {
      const failures = failuresIn(outcomes);
      return { kind: "rate", hits: failures, all: failures + successesIn(outcomes) };
    }
    case OUTCOMES_METRIC:
      return counter(countOf(outcomes, tags.get("outcome")));
    case ITEMS_DONE:
      return counter(successesIn(outcomes));
    case "checks":
      return { kind: "rate", hits: checks.passed, all: checks.passed + checks.failed };
    default:
      throw new Error(`a threshold is on the metric ${text}, which is not known`);
  }
}

const TAGS: readonly string[] = ["resource", "op", "outcome", "expected_response"];

export function readSelector(text: string): { readonly name: string; readonly tags: ReadonlyMap<string, string> } {
  const [, name = "", inside = ""] = /^(\w+)(?:\{([^{}]*)\})?$/.exec(text) ?? [];
  const tags = new Map<string, string>();
  for (const part of inside === "" ? [] : inside.split(",")) {
    const [tag = "", value = ""] = part.split(":", 2).map((own) => own.trim());
    if (!TAGS.includes(tag)) throw new Error(`a threshold is on the metric ${text}, whose tag "${tag}" is not known`);
    tags.set(tag, value);
  }
  return { name, tags };
}

function isSelected({ resource, op }: CallName, tags: ReadonlyMap<string, string>): boolean {
  return (tags.get("resource") ?? resource) === resource && (tags.get("op") ?? op) === op;
}

/** @param expected value of k6's own tag: answers that did the work, the others, or undefined for all */
function latencyOf(calls: readonly CallFigures[], expected: string | undefined): LatencyHistogram {
  if (expected === undefined) return allAnswers(calls);
  return merged(calls.map(({ done, failed }) => (expected === "true" ? done : failed)));
}

function countOf(outcomes: OutcomeCounts, outcome: string | undefined): number {
  return outcome === undefined ? itemsIn(outcomes) : (outcomes[outcome as keyof OutcomeCounts] ?? 0);
}

export const RULE = /^\s*(\w+)(?:\(\s*(\d+(?:\.\d+)?)\s*\))?\s*(<=|>=|===?|!=|<|>)\s*(-?\d+(?:\.\d+)?)\s*$/;

const COMPARE: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  "<": (value, limit) => value < limit,
  "<=": (value, limit) => value <= limit,
  ">": (value, limit) => value > limit,
  ">=": (value, limit) => value >= limit,
  "==": (value, limit) => value === limit,
  "===": (value, limit) => value === limit,
  "!=": (value, limit) => value !== limit,
};

function evaluated(rule: string, metric: Metric): Pick<ThresholdRow, "ok" | "value"> {
  const [, method = "", percent, operator = "", limit = ""] = RULE.exec(rule) ?? [];
  const compare = COMPARE[operator];
  const value = compare && aggregateOf(metric, percent === undefined ? method : `${method}()`, Number(percent) / 100);
  if (compare === undefined || value === undefined) throw new Error(`the threshold "${rule}" cannot be evaluated`);
  return Number.isNaN(value) ? { ok: true } : { ok: compare(value, Number(limit)), value };
}

/** NaN without a sample; undefined where the metric has no such value. */
function aggregateOf(metric: Metric, method: string, quantile: number): number | undefined {
  if (metric.kind === "rate") return method === "rate" ? metric.hits / metric.all : undefined;
  if (metric.kind === "counter") {
    const { count, seconds } = metric;
    return method === "count" ? count : method === "rate" ? count / seconds : undefined;
  }
  const { histogram } = metric;
  switch (method) {
    case "p()":
      return histogram.quantile(quantile);
    case "avg":
      return histogram.mean();
    case "min":
      return histogram.quantile(0);
    case "med":
      return histogram.quantile(0.5);
    case "max":
      return histogram.quantile(1);
    default:
      return undefined;
  }
}
