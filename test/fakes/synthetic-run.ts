/** Runs made of numbers: the requests of each second come from a known distribution, recorded in histograms. */

import { type OperationSeries, operationName, type RunData, type Second } from "../../src/results/compare/run-data.ts";
import { latencyOf as measuredLatency } from "../../src/results/measurements/operations.ts";
import type { Latency, OperationRow, RunSummary } from "../../src/results/run-summary.ts";
import { createRandom } from "../../src/results/stats/random.ts";
import { histogramOf } from "./periods.ts";

export interface SyntheticOperation {
  readonly resource: string;
  readonly op: string;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly median: number;
  /** Of the logarithm: 0.5 makes p95 2.3 times the median. */
  readonly spread?: number;
  /** Factor on latency in a second. */
  readonly factor?: (second: number) => number;
  /** Share of the usual requests in a second. */
  readonly share?: (second: number) => number;
}

export interface SyntheticRun {
  readonly name?: string;
  readonly seconds: number;
  readonly seed: number;
  readonly operations: readonly SyntheticOperation[];
  /** Share of the last second's disturbance that is left in the next: 0.9 makes noise that lasts. */
  readonly memory?: number;
  /** Size of the disturbance, of the logarithm. */
  readonly noise?: number;
  readonly summary?: Partial<RunSummary>;
}

export interface SyntheticResult extends RunData {
  /** Every single latency by operation, for comparison with what is made of the seconds. */
  readonly exact: ReadonlyMap<string, readonly number[]>;
}

export function syntheticRun(settings: SyntheticRun): SyntheticResult {
  const { seconds, seed, memory = 0, noise = 0, name = `run-${seed}` } = settings;
  const random = createRandom(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const lists = settings.operations.map((): Second[] => []);
  const total: Second[] = [];
  const exact = new Map<string, number[]>(settings.operations.map((operation) => [operationName(operation), []]));
  let disturbance = noise * normal();
  for (let at = 0; at < seconds; at++) {
    disturbance = memory * disturbance + Math.sqrt(1 - memory * memory) * noise * normal();
    const all: number[] = [];
    for (const [index, operation] of settings.operations.entries()) {
      const count = Math.round(operation.perSecond * (operation.share?.(at) ?? 1) * (1 + 0.1 * normal()));
      const level = operation.median * Math.exp(disturbance) * (operation.factor?.(at) ?? 1);
      const values = Array.from({ length: count }, () => level * Math.exp((operation.spread ?? 0.5) * normal()));
      exact.get(operationName(operation))?.push(...values);
      all.push(...values);
      if (count > 0)
        (lists[index] as Second[]).push({ at, seconds: 1, requests: count, latency: histogramOf(values).toText() });
    }
    if (all.length > 0) total.push({ at, seconds: 1, requests: all.length, latency: histogramOf(all).toText() });
  }
  const operations = settings.operations.map(
    ({ resource, op }, index): OperationSeries => ({ resource, op, seconds: lists[index] as Second[] }),
  );
  const rows = operations.map((series): OperationRow => {
    const values = exact.get(operationName(series)) ?? [];
    const { resource, op } = series;
    const outcomes = { read: values.length };
    const perSecond = values.length / seconds;
    return { resource, op, requests: values.length, perSecond, latencyMs: measuredOf(values), outcomes, failures: 0 };
  });
  return {
    name,
    fingerprint: "plan",
    datasetVersion: 2,
    settings: {},
    summary: { ...summaryOf(name, seconds, rows, measuredOf([...exact.values()].flat())), ...settings.summary },
    total: { resource: "all", op: "requests", seconds: total },
    operations,
    exact,
  };
}

function summaryOf(run: string, seconds: number, operations: readonly OperationRow[], latencyMs: Latency): RunSummary {
  const requests = operations.reduce((sum, row) => sum + row.requests, 0);
  return {
    schema: 1,
    run,
    phase: "readwrite",
    profile: "test",
    verdict: "pass",
    reasons: [],
    startedAt: "2026-11-23T00:00:00.000Z",
    durationMs: seconds * 1000,
    warmUpMs: 0,
    labels: {},
    target: { kind: "sandbox", baseUrl: "http://127.0.0.1", version: "1" },
    requests,
    requestsPerSecond: requests / seconds,
    latencyMs,
    outcomes: { read: requests },
    failures: 0,
    operations,
    thresholds: [],
    causes: [],
    tokens: { issued: 1, refused: 0, held: 0 },
  };
}

/** As a run measures them. */
function measuredOf(values: readonly number[]): Latency {
  return measuredLatency(histogramOf(values));
}

/** As k6 computes them: percentile p of n sorted values at place p·(n-1), linear between neighbours. */
export function latencyOf(values: readonly number[]): Latency {
  const sorted = Float64Array.from(values).sort();
  const at = (p: number): number => {
    const place = p * (sorted.length - 1);
    const low = sorted[Math.floor(place)] ?? 0;
    return low + ((sorted[Math.ceil(place)] ?? low) - low) * (place - Math.floor(place));
  };
  const mean = sorted.reduce((sum, value) => sum + value, 0) / Math.max(1, sorted.length);
  return { min: at(0), mean, p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99), max: at(1) };
}
