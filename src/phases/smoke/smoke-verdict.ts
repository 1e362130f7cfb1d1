/** The verdict on a smoke run, from k6's exit code, its summary and the failures it printed. Pure. */

import { endedWithCode } from "../../results/engine-exit.ts";
import { brokenThresholds, type EngineSummary, metricValue } from "../../results/engine-summary.ts";

export interface SmokeFailure {
  readonly resource: string;
  readonly operation: string;
  readonly expected: string;
  readonly status: number;
  readonly message: string;
}

export interface SmokeResult {
  readonly verdict: "pass" | "fail";
  /** In plain words; empty for a pass. */
  readonly reasons: readonly string[];
  readonly requests: number;
  readonly checksPassed: number;
  readonly checksFailed: number;
  readonly p95Ms: number;
  readonly medianMs: number;
  /** The first failures that differ from each other, at most ten. */
  readonly failures: readonly SmokeFailure[];
  /** All failures that were printed. */
  readonly failureCount: number;
}

const MOST_FAILURES = 10;

function distinct(failures: readonly SmokeFailure[]): SmokeFailure[] {
  const first = new Map<string, SmokeFailure>();
  for (const failure of failures) {
    // Without an answer the reason is the same whatever was asked.
    const expected = failure.status === 0 ? "" : failure.expected;
    const key = `${expected} ${failure.status} ${failure.message}`;
    if (!first.has(key)) first.set(key, failure);
  }
  return [...first.values()];
}

/**
 * @param summary undefined when k6 wrote none
 * @param why why k6 ended before its time, where that is known
 */
export function smokeResult(
  exitCode: number,
  summary: EngineSummary | undefined,
  failures: readonly SmokeFailure[],
  why = "",
): SmokeResult {
  const value = (metric: string, name: string): number => metricValue(summary, metric, name);
  const reasons = [...brokenThresholds(summary)];
  if (exitCode !== 0 && exitCode !== 99) reasons.unshift(endedWithCode(exitCode, why));
  if (summary === undefined) reasons.push("k6 left no summary");
  if (exitCode === 99 && reasons.length === 0) reasons.push(endedWithCode(exitCode));
  return {
    verdict: exitCode === 0 && reasons.length === 0 ? "pass" : "fail",
    reasons,
    requests: value("http_reqs", "count"),
    checksPassed: value("checks", "passes"),
    checksFailed: value("checks", "fails"),
    p95Ms: value("http_req_duration", "p(95)"),
    medianMs: value("http_req_duration", "med"),
    failures: distinct(failures).slice(0, MOST_FAILURES),
    failureCount: failures.length,
  };
}
