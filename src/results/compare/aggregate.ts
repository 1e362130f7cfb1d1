/** Several runs, or the parts of one, as one: added counts, and percentiles over the answers of all of them. Pure. */

import { latencyOf } from "../measurements/operations.ts";
import { addOutcomes } from "../outcome-counts.ts";
import type { Latency, OperationRow, OutcomeCounts, RunSummary } from "../run-summary.ts";
import { latencyIn, type Second } from "../stats/blocks.ts";
import { operationName, type RunData } from "./run-data.ts";

export interface Aggregate {
  readonly schema: 1;
  readonly runs: readonly string[];
  /** The runs took place at the same time: rates are over that of the longest. */
  readonly together: boolean;
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly latencyMs: Latency;
  readonly outcomes: OutcomeCounts;
  readonly failures: number;
  readonly operations: readonly OperationRow[];
}

/** A row of one run, with its seconds. */
interface Part {
  readonly row: Omit<OperationRow, "resource" | "op" | "latencyMs">;
  readonly seconds: readonly Second[];
  readonly durationMs: number;
}

export function aggregateRuns(runs: readonly RunData[], together: boolean): Aggregate {
  const whole = runs.map(({ summary, total }): Part => {
    const { requests, requestsPerSecond: perSecond, outcomes, failures } = summary;
    return {
      row: { requests, perSecond, outcomes, failures },
      seconds: total.seconds,
      durationMs: measuredMs(summary),
    };
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

function mergeOperation(runs: readonly RunData[], name: string, together: boolean): OperationRow {
  const parts = runs.flatMap(({ summary, operations }): (Part & Pick<OperationRow, "resource" | "op">)[] => {
    const row = summary.operations.find((own) => operationName(own) === name);
    if (row === undefined) return [];
    const seconds = operations.find((own) => operationName(own) === name)?.seconds ?? [];
    return [{ row, seconds, durationMs: measuredMs(summary), resource: row.resource, op: row.op }];
  });
  const { resource = "", op = "" } = parts[0] ?? {};
  return { resource, op, ...mergeParts(parts, together) };
}

function mergeParts(parts: readonly Part[], together: boolean): Omit<OperationRow, "resource" | "op"> {
  const sum = (of: (part: Part) => number): number => parts.reduce((total, part) => total + of(part), 0);
  const requests = sum(({ row }) => row.requests);
  // Of runs at the same time, one may last longer than the others.
  const durations = parts.map((part) => part.durationMs);
  const durationMs = together ? Math.max(0, ...durations) : durations.reduce((total, own) => total + own, 0);
  return {
    requests,
    perSecond: durationMs === 0 ? 0 : (1000 * requests) / durationMs,
    latencyMs: latencyOf(latencyIn(parts.flatMap(({ seconds }) => seconds))),
    outcomes: addOutcomes(parts.map(({ row }) => row.outcomes)),
    failures: sum(({ row }) => row.failures),
  };
}
