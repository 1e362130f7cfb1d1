/** The slowest operations of a run: as a member of summary.json, and as the rows of tables. Pure. */

import type * as v from "valibot";
import { clock, formatMs, utc } from "../base/figures.ts";
import { described, type Immutable, list, number, object, oneOf, optional, text } from "../base/schema.ts";
import { OUTCOMES } from "../lib/http/outcome.ts";
import { msOfBin } from "../lib/measure/latency-bins.ts";
import type { SlowOperation } from "./measurements/slowest.ts";

export const SLOWEST = object({
  correlationHeader: optional(text(), "Request header that carried the correlation IDs; absent: there were none."),
  operations: described(
    list(
      object({
        second: described(number(), "Seconds from the start of k6 to its end, about one second off at most."),
        endedAt: described(text(), "The same as a time, ISO 8601, UTC."),
        resource: described(text(), "Resource, as in its address."),
        op: described(text(), "Operation."),
        latencyMs: described(
          number(),
          "Milliseconds to the last answer; where the runner sets the pace, from when the operation was due.",
        ),
        outcome: described(oneOf(OUTCOMES), "What became of it."),
        correlationId: optional(text(), "The ID of its requests in the target's log, where they carried one."),
      }),
    ),
    "The slowest first.",
  ),
});

export type Slowest = Immutable<v.InferOutput<typeof SLOWEST>>;

/** @param correlationHeader empty: requests carried no ID */
export function slowestOf(operations: readonly SlowOperation[], correlationHeader: string): { slowest?: Slowest } {
  if (operations.length === 0) return {};
  const rows = operations.map(({ second, endedMs, bin, ...operation }) => ({
    second: Math.round(10 * second) / 10,
    endedAt: `${new Date(endedMs).toISOString().slice(0, 19)}Z`,
    ...operation,
    latencyMs: Number(msOfBin(bin).toPrecision(4)),
  }));
  return { slowest: { ...(correlationHeader === "" ? {} : { correlationHeader }), operations: rows } };
}

const HEADS = ["Time of the run", "Ended at", "Resource", "Operation", "Latency", "Outcome"];

export function slowestHeads({ correlationHeader }: Slowest): readonly string[] {
  return correlationHeader === undefined ? HEADS : [...HEADS, "Correlation ID"];
}

/** The column of latencies holds figures. */
export const SLOWEST_FIGURES: readonly number[] = [4];

export function slowestCells(slowest: Slowest): readonly string[][] {
  return slowest.operations.map(({ second, endedAt, resource, op, latencyMs, outcome, correlationId = "" }) => [
    clock(second),
    utc(endedAt),
    resource,
    op,
    formatMs(latencyMs),
    outcome,
    ...(slowest.correlationHeader === undefined ? [] : [correlationId]),
  ]);
}

/** How a person gets from the table to the target's log. */
export function slowestHint({ correlationHeader: name }: Slowest): string {
  return name === undefined
    ? "To find such requests in the log of the target, run with --correlation-header NAME: the request header from " +
        "which the target takes correlation IDs, such as correlationid."
    : `Each request carried its ID in the header ${name}: search the log of the target for it.`;
}
