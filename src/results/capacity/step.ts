/** One step of a capacity run: a rate that was asked for, and whether the target sustained it. Pure. */

/** What a step measured, without its warm-up. */
export interface StepFigures {
  /** Operations a second that were asked for. */
  readonly rate: number;
  readonly seconds: number;
  /** Operations that became due, and those that ended, due before or not: in a steady state as many. */
  readonly asked: number;
  readonly done: number;
  readonly failed: number;
  /** Operations that were due and had not ended: at half-time, and at the end. */
  readonly backlog: readonly [number, number];
  /** From when operations were due; NaN without an answer. */
  readonly p95Ms: number;
  /** The generator could not do what was asked: the step says nothing about the target. */
  readonly isGeneratorLimit: boolean;
}

export interface Limits {
  /** Least share of the rate asked for that must succeed. */
  readonly goodput: number;
  /** Largest share of operations that may fail. */
  readonly failures: number;
  /** The objective; Infinity without one. */
  readonly p95Ms: number;
}

export const USUAL_LIMITS: Limits = { goodput: 0.97, failures: 0.01, p95Ms: Number.POSITIVE_INFINITY };

/** First what explains the others: failures lower the goodput, a growing backlog raises latency. */
export type Rule = "failures" | "goodput" | "backlog" | "latency";

/** Share of the operations of half a step by which the backlog may grow. */
const BACKLOG_GROWTH = 0.02;
/** Standard deviations of a count that are taken for chance. */
const CHANCE = 3;

/** The first rule that the step breaks; undefined: the target sustained the rate. */
export function brokenRule(step: StepFigures, limits: Limits): Rule | undefined {
  const { asked, done, failed, backlog, p95Ms } = step;
  const [half, end] = backlog;
  const ended = done + failed;
  if (ended > 0 && failed / ended > limits.failures && failed > 1) return "failures";
  if (done < limits.goodput * asked) return "goodput";
  if (end - half > BACKLOG_GROWTH * (asked / 2) + CHANCE * Math.sqrt(half + 1)) return "backlog";
  return p95Ms <= limits.p95Ms ? undefined : "latency";
}

/** Operations a second that succeeded. */
export function goodputOf({ done, seconds }: Pick<StepFigures, "done" | "seconds">): number {
  return done / seconds;
}

export interface StepLength {
  /** Left out of the figures: connections, caches and the backlog of the step before. */
  readonly warmUpMs: number;
  readonly measuredMs: number;
}

const WARM_UP_MS = 3000;
const SHORTEST_MS = 8000;
const LONGEST_MS = 60_000;
/** A backlog that grows slowly, or a target that collapses after a while, needs time to show. */
const CONFIRMING = 15;
const LONGEST_CONFIRMING_MS = 120_000;
/** Half the width of the 95 % interval of p95 is then three percentage points of rank. */
const SAMPLES = 400;

/**
 * Long enough for the samples that p95 needs, within bounds.
 * @param perSecond the rate of the step
 * @param confirms a rate that held once
 */
export function stepLength(perSecond: number, confirms = false): StepLength {
  const shortMs = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, Math.ceil((SAMPLES * 1000) / perSecond)));
  const measuredMs = confirms ? Math.min(LONGEST_CONFIRMING_MS, CONFIRMING * shortMs) : shortMs;
  return { warmUpMs: WARM_UP_MS, measuredMs };
}

/** Of a step that was made, with its warm-up. */
export function tookMs({ seconds }: StepFigures): number {
  return WARM_UP_MS + 1000 * seconds;
}
