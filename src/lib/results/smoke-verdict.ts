/** The verdict on a smoke run, from k6's exit code, its summary and the failures it printed. Pure. */

import { describeEngineExit } from "./engine-exit.ts";

export interface EngineSummary {
  readonly metrics: Readonly<
    Record<
      string,
      {
        readonly values: Readonly<Record<string, number>>;
        readonly thresholds?: Readonly<Record<string, { readonly ok: boolean }>>;
      }
    >
  >;
}

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
  /** The first failures, at most ten. */
  readonly failures: readonly SmokeFailure[];
  /** All failures that were printed. */
  readonly failureCount: number;
}

const MOST_FAILURES = 10;

/** @param summary undefined when k6 wrote none */
export function smokeResult(
  exitCode: number,
  summary: EngineSummary | undefined,
  failures: readonly SmokeFailure[],
): SmokeResult {
  const value = (metric: string, name: string): number => summary?.metrics[metric]?.values[name] ?? 0;
  const reasons = [...brokenThresholds(summary)];
  if (exitCode !== 0 && exitCode !== 99)
    reasons.unshift(`k6 ended with code ${exitCode}: ${describeEngineExit(exitCode)}`);
  if (summary === undefined) reasons.push("k6 left no summary");
  if (exitCode === 99 && reasons.length === 0) reasons.push(describeEngineExit(exitCode));
  return {
    verdict: exitCode === 0 && reasons.length === 0 ? "pass" : "fail",
    reasons,
    requests: value("http_reqs", "count"),
    checksPassed: value("checks", "passes"),
    checksFailed: value("checks", "fails"),
    p95Ms: value("http_req_duration", "p(95)"),
    medianMs: value("http_req_duration", "med"),
    failures: failures.slice(0, MOST_FAILURES),
    failureCount: failures.length,
  };
}

const WORDS: Readonly<Record<string, string>> = {
  checks: "checks failed",
  dms_item_failures: "requests did not end as wanted",
  dms_items_done: "less work was done than planned",
  http_req_duration: "answers were too slow",
};

function brokenThresholds(summary: EngineSummary | undefined): string[] {
  return Object.entries(summary?.metrics ?? {}).flatMap(([metric, { thresholds }]) =>
    Object.entries(thresholds ?? {})
      .filter(([, { ok }]) => !ok)
      .map(([rule]) => `${WORDS[metric] ?? metric}: ${metric} ${rule} does not hold`),
  );
}
