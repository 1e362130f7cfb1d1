/** One step of a capacity run: a rate that was asked for, and whether the target sustained it. Pure. */

import type { Outcome } from "../../lib/http/outcome.ts";
import type { LatencyHistogram } from "../stats/latency-histogram.ts";

/** What a step measured of the target, without its warm-up. */
export interface TargetFigures {
  /** Operations per second that were asked for. */
  readonly rate: number;
  /** Who did one operation after the other, in a climb by users. */
  readonly users?: number;
  /** Half of the 95 % interval of the operations per second that succeeded, where it was measured. */
  readonly margin?: number;
  /** Where the measured part begins, in milliseconds since 1970. */
  readonly fromMs: number;
  readonly seconds: number;
  /** Where it was longer than usual. */
  readonly warmUpMs?: number;
  /** Operations that became due, and those that ended, due before or not: in a steady state as many. */
  readonly asked: number;
  readonly done: number;
  readonly failed: number;
  /** Operations that were due and had not ended: at half-time, and at the end. */
  readonly backlog: readonly [number, number];
  /** From when operations were due; NaN without an answer. */
  readonly p95Ms: number;
  /** p95 of the highest rate below it that held before. */
  readonly p95BelowMs?: number;
  /** From the end of the last step at a higher rate; absent: there was none before. */
  readonly sinceHigherMs?: number;
  readonly meanMs: number;
  /** By operation, of those with enough answers. */
  readonly p95ByOp: Readonly<Record<string, number>>;
  /** By operation; without zeros. */
  readonly failedByOp: Readonly<Record<string, number>>;
  /** Without zeros. */
  readonly failedByOutcome: Readonly<Partial<Record<Outcome, number>>>;
  /** Of operations that succeeded, from when they were due. */
  readonly answersByOp: Readonly<Record<string, OperationAnswers>>;
  /** The same of all operations together; absent where only figures are known. */
  readonly latencies?: LatencyHistogram;
}

export interface OperationAnswers {
  readonly count: number;
  readonly meanMs: number;
}

export interface StepFigures extends TargetFigures {
  /** The generator could not do what was asked: the step says nothing about the target. */
  readonly isGeneratorLimit: boolean;
  /** It broke a rule while the target was down, which may have had another reason than the rate. */
  readonly isDisturbed?: boolean;
}

export interface Limits {
  /** Least share of the rate asked for that must succeed. */
  readonly goodput: number;
  /** Largest share of operations that may fail. */
  readonly failures: number;
  /** Of all operations together; Infinity: no limit. */
  readonly p95Ms: number;
  /** The limit of p95 is so many times that of the unloaded target; absent: it does not follow from it. */
  readonly timesUnloaded?: number;
  /** The step that tells it, counted from 1; absent: the first one. */
  readonly unloadedStep?: number;
  /** Of single operations. */
  readonly p95ByOp: Readonly<Record<string, number>>;
  /** Largest share by which p95 may be above that of the highest rate below that held; absent: no such limit. */
  readonly rise?: number;
  /** In which the target limits requests: a shorter step does not show that its rate holds. Absent: there is no such limit. */
  readonly windowMs?: number;
}

export const USUAL_LIMITS: Limits = { goodput: 0.95, failures: 0.01, p95Ms: Number.POSITIVE_INFINITY, p95ByOp: {} };

/** First what explains the others: failures lower the goodput, a growing backlog raises latency. */
export const RULES = ["failures", "goodput", "backlog", "latency", "rise"] as const;
export type Rule = (typeof RULES)[number];

/** Share of the operations of half a step by which the backlog may grow. */
const BACKLOG_GROWTH = 0.02;
/** Standard deviations of a count that are taken for chance. */
const CHANCE = 3;

/** A rule that a step breaks, and the operation that it breaks first; none: all operations together. */
export interface Broken {
  readonly rule: Rule;
  readonly op?: string;
  /** The operation's own limit of p95, where it broke that one. */
  readonly limitMs?: number;
}

/** The first rule that the step breaks; undefined: the target sustained the rate. */
export function brokenRule(step: TargetFigures, limits: Limits): Broken | undefined {
  const rule = ruleOf(step, limits);
  if (rule === undefined) return undefined;
  const op = operationOf(rule, step, limits);
  if (op === undefined) return { rule };
  const limitMs = limits.p95ByOp[op];
  const isOwn = rule === "latency" && limitMs !== undefined && isAboveOwn(op, step, limits);
  return { rule, op, ...(isOwn ? { limitMs } : {}) };
}

function ruleOf(step: TargetFigures, limits: Limits): Rule | undefined {
  const { asked, done, failed, backlog, p95Ms } = step;
  const [half, end] = backlog;
  const ended = done + failed;
  if (ended > 0 && failed / ended > limits.failures && failed > 1) return "failures";
  if (done < limits.goodput * asked) return "goodput";
  if (end - half > BACKLOG_GROWTH * (asked / 2) + CHANCE * Math.sqrt(half + 1)) return "backlog";
  const isSlow = Object.keys(limits.p95ByOp).some((op) => isAboveOwn(op, step, limits));
  if (!(p95Ms <= limits.p95Ms) || isSlow) return "latency";
  return p95Ms > (1 + (limits.rise ?? Number.POSITIVE_INFINITY)) * (step.p95BelowMs ?? p95Ms) ? "rise" : undefined;
}

/** It broke no rule, but no whole window of the target's limit of requests was in it for sure. */
export function isTooShort(step: TargetFigures, limits: Limits): boolean {
  return tookMs(step) < 2 * (limits.windowMs ?? 0) && brokenRule(step, limits) === undefined;
}

/** It was refused what a higher rate before it may have used up: the same window may have counted both. */
export function isTooSoon(step: TargetFigures, limits: Limits): boolean {
  const { sinceHigherMs = Number.POSITIVE_INFINITY } = step;
  return sinceHigherMs < (limits.windowMs ?? 0) && brokenRule(step, limits)?.rule === "failures";
}

/** Neither the generator nor an outage made its figures. */
export function isMeasured({ isGeneratorLimit, isDisturbed = false }: StepFigures): boolean {
  return !isGeneratorLimit && !isDisturbed;
}

/** Operations with a limit of their own that in none of the steps had answers enough for its p95. */
export function untestedOps(steps: readonly TargetFigures[], limits: Limits): string[] {
  return Object.keys(limits.p95ByOp).filter((op) => steps.every(({ p95ByOp }) => p95ByOp[op] === undefined));
}

/** It tells whether the target sustains its rate. */
export function tells(step: StepFigures, limits: Limits): boolean {
  return isMeasured(step) && !isTooShort(step, limits) && !isTooSoon(step, limits);
}

function isAboveOwn(op: string, { p95ByOp }: TargetFigures, limits: Limits): boolean {
  return (p95ByOp[op] ?? 0) > (limits.p95ByOp[op] ?? Number.POSITIVE_INFINITY);
}

/** That with the most failures, or with the p95 that is farthest above its limit. */
function operationOf(rule: Rule, step: TargetFigures, limits: Limits): string | undefined {
  if (rule === "failures") return highest(Object.entries(step.failedByOp));
  if (rule !== "latency") return undefined;
  const isOverall = step.p95Ms > limits.p95Ms;
  const isSlow = (ms: number): boolean => isOverall && ms > limits.p95Ms;
  const slow = Object.entries(step.p95ByOp).filter(([op, ms]) => isSlow(ms) || isAboveOwn(op, step, limits));
  if (slow.length > 0) return highest(slow.map(([op, ms]) => [op, ms / (limits.p95ByOp[op] ?? limits.p95Ms)]));
  // Of few answers there is no p95, but a mean above the limit tells as much.
  const means = Object.entries(step.answersByOp).map(([op, { meanMs }]) => [op, meanMs] as const);
  return highest(means.filter(([, ms]) => isSlow(ms)));
}

function highest(values: readonly (readonly [string, number])[]): string | undefined {
  let best: readonly [string, number] | undefined;
  for (const one of values) if (best === undefined || one[1] > best[1]) best = one;
  return best?.[0];
}

/** Operations per second that succeeded. */
export function goodputOf({ done, seconds }: Pick<StepFigures, "done" | "seconds">): number {
  return done / seconds;
}

export interface StepLength {
  /** Left out of the figures: connections, caches and the backlog of the step before. */
  readonly warmUpMs: number;
  readonly measuredMs: number;
}

export const WARM_UP_MS = 2000;

/**
 * What a step is for: to climb to a rate that is too much, to narrow the gap, or to confirm a rate that held once. A
 * backlog that grows slowly, or a target that collapses after a while, needs time to show.
 */
export type Purpose = "climb" | "narrow" | "confirm";

interface Bounds {
  readonly samples: number;
  readonly shortestMs: number;
  readonly longestMs: number;
}

/** With 400 samples half the width of the 95 % interval of p95 is three percentage points of rank. */
const BOUNDS: Readonly<Record<Purpose, Bounds>> = {
  climb: { samples: 100, shortestMs: 5000, longestMs: 30_000 },
  narrow: { samples: 400, shortestMs: 8000, longestMs: 60_000 },
  confirm: { samples: 4000, shortestMs: 45_000, longestMs: 120_000 },
};

/** Lines of the clock are a second apart: what is measured of a step may be shorter by two. */
const CLOCK_MS = 2500;

/**
 * Long enough for the samples that p95 needs, within bounds.
 * @param perSecond the rate of the step
 * @param windowMs of the target's limit of requests: what the step before used up is over after the warm-up
 * @param least samples, where the p95 of a rare operation has a limit
 */
export function stepLength(perSecond: number, purpose: Purpose, windowMs = 0, least = 0): StepLength {
  const { samples, shortestMs, longestMs } = BOUNDS[purpose];
  const neededMs = Math.ceil((Math.max(samples, least) * 1000) / perSecond);
  const measuredMs = Math.min(longestMs, Math.max(shortestMs, neededMs));
  if (windowMs === 0) return { warmUpMs: WARM_UP_MS, measuredMs };
  return { warmUpMs: Math.max(WARM_UP_MS, windowMs), measuredMs: Math.max(measuredMs, windowMs + CLOCK_MS) };
}

/** Answers of an operation in a step, so that by chance there are not fewer than its p95 needs. */
const ANSWERS_OF_OP = 30;

/** Samples with which every operation that has a limit of its own has answers enough, by its share in the steps before. */
export function samplesForOps(steps: readonly TargetFigures[], limits: Limits): number {
  const counts = steps.map(({ answersByOp }) => answersByOp);
  const sum = (answers: readonly { readonly count: number }[]) => answers.reduce((all, { count }) => all + count, 0);
  const all = sum(counts.flatMap((ops) => Object.values(ops)));
  if (all === 0) return 0;
  const ofOp = (op: string) => sum(counts.flatMap((ops) => ops[op] ?? []));
  return Math.max(0, ...Object.keys(limits.p95ByOp).map((op) => (ANSWERS_OF_OP * all) / ofOp(op)));
}

/** Of a step that was made, with its warm-up. */
export function tookMs({ seconds, warmUpMs = WARM_UP_MS }: TargetFigures): number {
  return warmUpMs + 1000 * seconds;
}
