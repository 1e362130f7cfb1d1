/**
 * The record of a run, one JSON text a line: a head with the start of k6, then every period. Members have short names and
 * what is empty is left out, because a run of hours has many lines. Each line can be read without the others. Pure.
 */

import type { TimingParts } from "../../lib/contracts/journal/timing-line.ts";
import type { CallName } from "../../lib/contracts/metrics.ts";
import { asRecord, parseJson } from "../../lib/edfi/json.ts";
import type { OutcomeCounts } from "../run-summary.ts";
import { LatencyHistogram } from "../stats/latency-histogram.ts";
import type { Answers, CallFigures, OperationFigures, Period, PeriodTimings } from "./figures.ts";

const VERSION = 2;

/** Histograms as text. What is empty at the end is left out. */
type AnswerColumns = readonly [requests: number, done?: string, outcomes?: OutcomeCounts, failed?: string];
type OperationColumns = readonly [op: string, ...AnswerColumns];
type CallColumns = readonly [resource: string, op: string, ...AnswerColumns];
type TimingColumns = readonly [seconds: number, answers: number, ...TimingParts];

interface PeriodLine {
  readonly second: number;
  readonly seconds: number;
  readonly iterations?: number;
  readonly dropped?: number;
  readonly late?: number;
  readonly vus: number;
  readonly vusMax: number;
  readonly delayMs?: number;
  readonly ops?: readonly OperationColumns[];
  readonly calls?: { readonly seconds: number; readonly rows: readonly CallColumns[] };
  readonly timings?: TimingColumns;
}

export type RecordLine =
  | { readonly kind: "head" /** Epoch milliseconds. */; readonly startMs: number }
  | { readonly kind: "period"; readonly period: Period };

/** @param startMs when its first period begins, in epoch milliseconds */
export function writeRecordHead(startMs: number): string {
  return JSON.stringify({ record: VERSION, startMs });
}

export function writeRecordLine(period: Period): string {
  const { iterations, droppedIterations, lateItems, schedulingDelayMs, operations, resources, timings } = period;
  const line: PeriodLine = {
    second: rounded(period.second),
    seconds: rounded(period.seconds),
    vus: period.vus,
    vusMax: period.vusMax,
    ...(iterations === 0 ? {} : { iterations }),
    ...(droppedIterations === 0 ? {} : { dropped: droppedIterations }),
    ...(lateItems === 0 ? {} : { late: lateItems }),
    ...(schedulingDelayMs === undefined ? {} : { delayMs: rounded(schedulingDelayMs) }),
    ...(operations.length === 0 ? {} : { ops: operations.map((each) => [each.op, ...columnsOf(each)] as const) }),
    ...(resources === undefined
      ? {}
      : {
          calls: {
            seconds: rounded(resources.seconds),
            rows: resources.calls.map((each) => [each.resource, each.op, ...columnsOf(each)] as const),
          },
        }),
    ...(timings === undefined ? {} : { timings: timingColumns(timings) }),
  };
  return JSON.stringify(line);
}

function timingColumns({ seconds, answers, parts }: PeriodTimings): TimingColumns {
  return [rounded(seconds), answers, ...(parts.map(rounded) as unknown as TimingParts)];
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function columnsOf({ requests, done, failed, outcomes }: Answers): AnswerColumns {
  if (failed.count > 0) return [requests, done.toText(), outcomes, failed.toText()];
  return Object.keys(outcomes).length > 0 ? [requests, done.toText(), outcomes] : [requests, done.toText()];
}

/** Undefined for a line that was cut off, is damaged, or of another version. */
export function readRecordLine(text: string): RecordLine | undefined {
  const line = asRecord(parseJson(text));
  if (line === undefined) return undefined;
  const { record, startMs } = line;
  if (record === VERSION && typeof startMs === "number") return { kind: "head", startMs };
  try {
    const period = periodOf(line as unknown as PeriodLine);
    return { kind: "period", period };
  } catch {
    return undefined;
  }
}

/** @throws for anything but a line of a period */
function periodOf(line: PeriodLine): Period {
  const { iterations = 0, dropped = 0, late = 0, delayMs, ops = [], calls, timings } = line;
  return {
    second: numberIn(line.second),
    seconds: numberIn(line.seconds),
    iterations: numberIn(iterations),
    droppedIterations: numberIn(dropped),
    lateItems: numberIn(late),
    vus: numberIn(line.vus),
    vusMax: numberIn(line.vusMax),
    schedulingDelayMs: delayMs === undefined ? undefined : numberIn(delayMs),
    operations: ops.map(([op, ...columns]): OperationFigures => ({ op: textIn(op), ...answersOf(columns) })),
    ...(calls === undefined
      ? {}
      : { resources: { seconds: numberIn(calls.seconds), calls: calls.rows.map((row) => callOf(row)) } }),
    ...(timings === undefined ? {} : { timings: timingsOf(timings) }),
  };
}

function timingsOf([seconds, answers, ...parts]: TimingColumns): PeriodTimings {
  if (parts.length !== 6) throw new Error("not the parts of a time");
  for (const part of parts) numberIn(part);
  return { seconds: numberIn(seconds), answers: numberIn(answers), parts };
}

function callOf([resource, op, ...columns]: CallColumns): CallFigures {
  const name: CallName = { resource: textIn(resource), op: textIn(op) };
  return { ...name, ...answersOf(columns) };
}

function answersOf([requests, done = "", outcomes = {}, failed = ""]: AnswerColumns): Answers {
  for (const count of Object.values(outcomes)) numberIn(count);
  return { requests: numberIn(requests), done: histogramIn(done), failed: histogramIn(failed), outcomes };
}

function histogramIn(text: unknown): LatencyHistogram {
  const histogram = new LatencyHistogram();
  if (!histogram.addText(textIn(text))) throw new Error("not a histogram");
  return histogram;
}

function numberIn(value: unknown): number {
  if (typeof value !== "number") throw new Error("not a number");
  return value;
}

function textIn(value: unknown): string {
  if (typeof value !== "string") throw new Error("not a text");
  return value;
}
