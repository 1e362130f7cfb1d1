import { describe, expect, test } from "vitest";
import { answersOf } from "../../../test/fakes/periods.ts";
import { BIN_ERROR } from "../../lib/measure/latency-bins.ts";
import type { LiveState } from "../live/live-state.ts";
import type { RunSummary } from "../run-summary.ts";
import { finalPoints, livePoints } from "./run-points.ts";
import { type Point, runLabels } from "./series.ts";

const STATE: LiveState = {
  phase: "load",
  profile: "dev",
  target: "http://127.0.0.1:1",
  second: 12,
  progress: { done: 30, total: 40, unit: "items", resources: [{ resource: "students", done: 3, planned: 4 }] },
  perSecond: 2.5,
  secondsLeft: 4,
  requests: { perSecond: 3, all: 33 },
  latency: { now: { p50: 10, p95: 20, p99: undefined }, all: undefined },
  outcomes: { now: { items: 1, failed: 0 }, all: { created: 28, rejected: 2, "precondition-failed": 1 } },
  operations: [{ op: "create", ...answersOf(Array(30).fill(20), { created: 28, rejected: 2 }) }],
  calls: [{ resource: "students", op: "create", ...answersOf(Array(30).fill(20), { created: 28, rejected: 2 }) }],
  recent: [],
  repeats: {},
  vus: 5,
  tokens: { issued: 1, refused: 0, held: 2 },
  health: "Healthy",
  generator: undefined,
  warnings: ["one"],
  dashboard: undefined,
};

function valuesOf(points: readonly Point[], name: string, labels: Readonly<Record<string, string>> = {}): number[] {
  return points
    .filter((point) => point.name === `dms_run_${name}`)
    .filter((point) => Object.entries(labels).every(([label, value]) => point.labels[label] === value))
    .map(({ value }) => value);
}

describe("livePoints", () => {
  const points = livePoints(STATE, true, undefined);

  test("tells how far the run is, in base units", () => {
    expect(valuesOf(points, "active")).toEqual([1]);
    expect(valuesOf(points, "progress_share")).toEqual([0.75]);
    expect(valuesOf(points, "items_missing")).toEqual([10]);
    expect(valuesOf(points, "response_seconds", { quantile: "0.95", window: "10s" })).toEqual([0.02]);
    expect(valuesOf(points, "resource_items_planned", { resource: "students" })).toEqual([4]);
    expect(valuesOf(points, "failures")).toEqual([2]);
  });

  test("tells the requests, failures and response times of each operation, and by resource", () => {
    for (const [name, labels] of [
      ["operation", { op: "create" }],
      ["resource", { op: "create", resource: "students" }],
    ] as const) {
      expect(valuesOf(points, `${name}_requests`, labels)).toEqual([30]);
      expect(valuesOf(points, `${name}_failures`, labels)).toEqual([2]);
      const [p95 = 0] = valuesOf(points, `${name}_response_seconds`, { ...labels, quantile: "0.95" });
      expect(Math.abs(p95 / 0.02 - 1)).toBeLessThanOrEqual(BIN_ERROR);
    }
    const none = livePoints({ ...STATE, operations: [{ op: "read", ...answersOf([], {}) }] }, true, undefined);
    expect(valuesOf(none, "operation_requests")).toEqual([0]);
    expect(valuesOf(none, "operation_response_seconds")).toEqual([]);
  });

  test("leaves out what is not known", () => {
    expect(valuesOf(points, "response_seconds", { quantile: "0.99" })).toEqual([]);
    expect(valuesOf(points, "generator_cpu_share")).toEqual([]);
    expect(valuesOf(points, "stop_rule")).toEqual([]);
    const timed = livePoints({ ...STATE, progress: { done: 0, total: 500, unit: "ms" } }, true, undefined);
    expect(valuesOf(timed, "items_done")).toEqual([]);
    expect(valuesOf(timed, "progress_share")).toEqual([0]);
    expect(valuesOf(timed, "asked_per_second")).toEqual([]);
  });

  test("tells the rate that a phase asks for", () => {
    const pace = { part: "step 3", perSecond: 40 };
    const paced = livePoints({ ...STATE, progress: { ...STATE.progress, pace } }, true, undefined);
    expect(valuesOf(paced, "asked_per_second")).toEqual([40]);
  });

  test("names the rule that fired without the figures that broke it", () => {
    const stopped = livePoints(STATE, false, "stop rule p95>10s/60s: p95 was 12.3s over 60 s");
    expect(valuesOf(stopped, "stop_rule", { rule: "p95>10s/60s" })).toEqual([1]);
    expect(valuesOf(stopped, "active")).toEqual([0]);
  });
});

describe("finalPoints", () => {
  const latencyMs = { min: 1, mean: 2, p50: 2, p90: 3, p95: 4, p99: 5, max: 6 };
  const summary: RunSummary = {
    schema: 1,
    run: "r",
    phase: "load",
    profile: "dev",
    verdict: "aborted",
    reasons: [],
    startedAt: "2026-11-23T00:00:00Z",
    durationMs: 1500,
    warmUpMs: 0,
    labels: {},
    target: { kind: "sandbox", baseUrl: "http://127.0.0.1:1", version: "8" },
    requests: 9,
    requestsPerSecond: 6,
    latencyMs,
    outcomes: { created: 5 },
    failures: 0,
    operations: [],
    thresholds: [],
    causes: [],
    tokens: { issued: 1, refused: 0, held: 0 },
    load: {
      fingerprint: "f",
      planned: 10,
      created: 5,
      present: 2,
      missing: 3,
      repeats: 1,
      resources: { students: { planned: 10, created: 5, present: 2, missing: 3 } },
    },
  };

  test("are those of summary.json", () => {
    const points = finalPoints(summary, 4);
    expect(valuesOf(points, "active")).toEqual([0]);
    expect(valuesOf(points, "verdict")).toEqual([3]);
    expect(valuesOf(points, "items_done")).toEqual([7]);
    expect(valuesOf(points, "items_missing")).toEqual([3]);
    expect(valuesOf(points, "progress_share")).toEqual([0.7]);
    expect(valuesOf(points, "warnings")).toEqual([4]);
    expect(valuesOf(points, "resource_items_done", { resource: "students" })).toEqual([7]);
  });

  test("a plan of nothing is done", () => {
    const load = { fingerprint: "f", planned: 0, created: 0, present: 0, missing: 0, repeats: 0, resources: {} };
    expect(valuesOf(finalPoints({ ...summary, load }, 0), "progress_share")).toEqual([1]);
  });
});

test("labels of the user stand apart, under names that Prometheus takes", () => {
  expect(runLabels("r", "dev", "load", { build: "17", "my-site": "north", op: "x", empty: "" })).toEqual({
    run: "r",
    profile: "dev",
    phase: "load",
    label_build: "17",
    label_my_site: "north",
    label_op: "x",
  });
});
