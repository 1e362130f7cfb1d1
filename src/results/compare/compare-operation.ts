/** One operation of two runs: how its rate and percentiles changed, and how certain that is. Pure. */

import type { Block } from "../stats/blocks.ts";
import { drawMeasures, type Measure, type Measures, measure } from "../stats/bootstrap.ts";
import { quantileOf } from "../stats/percentile.ts";

export const MEASURES: readonly Measure[] = ["rate", "p50", "p95", "p99"];

/** Only `regression` fails a comparison. */
export type Finding =
  /** Significantly beyond the limit. */
  | "regression"
  /** Beyond the limit in these two runs, but not significantly. */
  | "suspect"
  /** A significant change within the limit, or without a limit. */
  | "worse"
  | "better"
  /** No significant change. */
  | "same"
  /** Not enough data. */
  | "too-few";

export interface Change {
  readonly measure: Measure;
  /** Requests per second, or milliseconds. */
  readonly base: number;
  readonly run: number;
  /** Relative: 0.1 is 10 % more. */
  readonly change: number;
  /** 95 % interval; absent without enough data. */
  readonly low?: number;
  readonly high?: number;
  readonly limit?: number;
  /** What it must grow by, too, where that is more than the limit: the noise floor. */
  readonly floorMs?: number;
  /** Of the hypothesis that the change is within the limit; before the correction for multiple tests. */
  readonly pValue?: number;
  readonly finding: Finding;
}

/** The figures of one operation of one run, and those of its resamples. */
export interface Sample {
  readonly isLong: boolean;
  readonly seconds: number;
  readonly requests: number;
  /** That percentiles are over. */
  readonly answers: number;
  readonly measures: Measures;
  readonly draws: readonly Measures[];
}

export function sampleOf(blocks: readonly Block[], random: () => number, draws: number): Sample {
  return {
    isLong: isLongEnough(blocks),
    seconds: blocks.reduce((sum, block) => sum + block.seconds, 0),
    requests: blocks.reduce((sum, block) => sum + block.requests, 0),
    answers: blocks.reduce((sum, block) => sum + block.latency.count, 0),
    measures: measure(blocks),
    draws: isLongEnough(blocks) ? drawMeasures(blocks, random, draws) : [],
  };
}

/** With fewer seconds, or fewer blocks of long periods, a bootstrap is not reliable. */
export const LEAST_SECONDS = 20;
export const LEAST_BLOCKS = 12;

/** Answers required beyond a percentile: with fewer, single ones decide. */
export const LEAST_BEYOND = 10;
const TAILS: Readonly<Record<Measure, number>> = { rate: 1, p50: 0.5, p95: 0.05, p99: 0.01 };

/** Whether an operation was measured long enough. */
export function isLongEnough(blocks: readonly Block[]): boolean {
  return blocks.length >= LEAST_BLOCKS && blocks.reduce((sum, block) => sum + block.seconds, 0) >= LEAST_SECONDS;
}

function isEnough({ isLong, requests, answers }: Sample, name: Measure): boolean {
  return isLong && Math.round((name === "rate" ? requests : answers) * TAILS[name]) >= LEAST_BEYOND;
}

export function changeOf(base: Sample, run: Sample, name: Measure, limit: number | undefined, floorMs: number): Change {
  const before = base.measures[name];
  const after = run.measures[name];
  const known = { measure: name, base: before, run: after, change: ratio(before, after) };
  if (!isEnough(base, name) || !isEnough(run, name)) return { ...known, finding: "too-few" };
  const draws = base.draws.map((draw, index) => [draw[name], run.draws[index]?.[name] ?? 0] as const);
  const changes = draws.map(([a, b]) => ratio(a, b));
  const low = quantileOf(changes, 0.025);
  const high = quantileOf(changes, 0.975);
  const bounds = { ...known, low, high };
  const trend = trendOf(name, low, high);
  if (limit === undefined) return { ...bounds, finding: trend };
  const beyond = (a: number, b: number): boolean => isBeyond(name, a, b, limit, floorMs);
  const within = draws.filter(([a, b]) => !beyond(a, b)).length;
  const pValue = (1 + within) / (1 + draws.length);
  const floor = name !== "rate" && floorMs > before * limit ? { floorMs } : {};
  return { ...bounds, limit, ...floor, pValue, finding: beyond(before, after) ? "suspect" : trend };
}

function ratio(before: number, after: number): number {
  return before > 0 ? after / before - 1 : 0;
}

function isBeyond(name: Measure, before: number, after: number, limit: number, floorMs: number): boolean {
  if (name === "rate") return after < before * (1 + limit);
  return after > before * (1 + limit) && after > before + floorMs;
}

function trendOf(name: Measure, low: number, high: number): Finding {
  const isHigher = low > 0;
  const isLower = high < 0;
  if (!isHigher && !isLower) return "same";
  return isHigher === (name === "rate") ? "better" : "worse";
}
