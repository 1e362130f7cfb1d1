/**
 * Several runs, or the parts of one, as one: added counts, and percentiles over all requests. k6's record holds
 * percentiles of seconds, not requests, so merged percentiles are known within bounds, which are part of the result.
 * Pure.
 */

import { NO_LATENCY } from "../measurements/operations.ts";
import { addOutcomes } from "../outcome-counts.ts";
import type { Latency, OperationRow, OutcomeCounts, RunSummary } from "../run-summary.ts";
import type { Second } from "../stats/blocks.ts";
import { BIN_ERROR, LatencyHistogram } from "../stats/latency-histogram.ts";
import { addRun } from "../stats/run-latency.ts";
import { type OperationSeries, operationName, type RunData } from "./run-data.ts";

/** Certain bounds of the percentiles, in milliseconds. */
export interface PercentileBounds {
  readonly p50: readonly [low: number, high: number];
  readonly p90: readonly [low: number, high: number];
  readonly p95: readonly [low: number, high: number];
  readonly p99: readonly [low: number, high: number];
}

export interface AggregateRow extends OperationRow {
  readonly bounds: PercentileBounds;
}

export interface Aggregate {
  readonly schema: 1;
  readonly runs: readonly string[];
  /** The runs took place at the same time: their rates add up. */
  readonly together: boolean;
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly latencyMs: Latency;
  readonly bounds: PercentileBounds;
  readonly outcomes: OutcomeCounts;
  readonly failures: number;
  readonly operations: readonly AggregateRow[];
}

type Percentiles = Pick<Latency, "p50" | "p90" | "p95" | "p99">;

/** A row of one run, with its seconds. */
interface Part {
  readonly row: Omit<OperationRow, "resource" | "op">;
  readonly seconds: readonly Second[];
  readonly durationMs: number;
}

export function aggregateRuns(runs: readonly RunData[], together: boolean): Aggregate {
  const whole = runs.map(({ summary, total }): Part => {
    const { requests, requestsPerSecond: perSecond, latencyMs, outcomes, failures } = summary;
    const row = { requests, perSecond, latencyMs, outcomes, failures };
    return { row, seconds: total.seconds, durationMs: measuredMs(summary) };
  });
  const { perSecond, ...merged } = mergeParts(whole, together);
  const names = [...new Set(runs.flatMap(({ summary }) => summary.operations.map(operationName)))].sort();
  return {
    schema: 1,
    runs: runs.map(({ name }) => name),
    together,
    ...merged,
    requestsPerSecond: perSecond,
    operations: names.map((name) => mergeOperation(runs, name, together)),
  };
}

/** The time that rates are over. */
function measuredMs({ windowMs, durationMs, warmUpMs }: RunSummary): number {
  return windowMs ?? durationMs - warmUpMs;
}

function mergeOperation(runs: readonly RunData[], name: string, together: boolean): AggregateRow {
  const parts = runs.flatMap(({ summary, operations }): (Part & Pick<OperationRow, "resource" | "op">)[] => {
    const row = summary.operations.find((own) => operationName(own) === name);
    if (row === undefined) return [];
    const series: OperationSeries | undefined = operations.find((own) => operationName(own) === name);
    const durationMs = measuredMs(summary);
    return [{ row, seconds: series?.seconds ?? [], durationMs, resource: row.resource, op: row.op }];
  });
  const { resource = "", op = "" } = parts[0] ?? {};
  return { resource, op, ...mergeParts(parts, together) };
}

function mergeParts(parts: readonly Part[], together: boolean): Omit<AggregateRow, "resource" | "op"> {
  const sum = (of: (part: Part) => number): number => parts.reduce((total, part) => total + of(part), 0);
  const asked = parts.filter(({ row }) => row.requests > 0);
  const requests = sum(({ row }) => row.requests);
  const durationMs = sum((part) => part.durationMs);
  const { likely, bounds } = percentiles(asked);
  return {
    requests,
    perSecond: together ? sum(({ row }) => row.perSecond) : durationMs === 0 ? 0 : (1000 * requests) / durationMs,
    latencyMs:
      asked.length === 0
        ? NO_LATENCY
        : {
            min: Math.min(...asked.map(({ row }) => row.latencyMs.min)),
            mean: asked.reduce((total, { row }) => total + row.requests * row.latencyMs.mean, 0) / requests,
            ...likely,
            max: Math.max(...asked.map(({ row }) => row.latencyMs.max)),
          },
    bounds,
    outcomes: addOutcomes(parts.map(({ row }) => row.outcomes)),
    failures: sum(({ row }) => row.failures),
  };
}

function percentiles(parts: readonly Part[]): { likely: Percentiles; bounds: PercentileBounds } {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) {
    const { p50, p90, p95, p99 } = only.row.latencyMs;
    return {
      likely: { p50, p90, p95, p99 },
      bounds: { p50: [p50, p50], p90: [p90, p90], p95: [p95, p95], p99: [p99, p99] },
    };
  }
  const merged = { likely: new LatencyHistogram(), lowest: new LatencyHistogram(), highest: new LatencyHistogram() };
  for (const { row, seconds } of parts) addRun(merged, row.requests, row.latencyMs, seconds);
  const bound = (q: number): [number, number] => [
    merged.lowest.quantile(q) * (1 - BIN_ERROR),
    merged.highest.quantile(q) * (1 + BIN_ERROR),
  ];
  const likely = (q: number): number => merged.likely.quantile(q);
  return {
    likely: { p50: likely(0.5), p90: likely(0.9), p95: likely(0.95), p99: likely(0.99) },
    bounds: { p50: bound(0.5), p90: bound(0.9), p95: bound(0.95), p99: bound(0.99) },
  };
}
