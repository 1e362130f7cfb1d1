/**
 * The search for the knee: the highest rate that a target sustains. Rates rise by a factor until one is too much; then
 * the gap between the highest rate that held and the lowest one that did not is halved until it is narrow. Both bounds
 * are confirmed, the lower one by a longer step. A rate whose steps disagree is repeated. A pure function of the steps.
 */

import {
  type Broken,
  brokenRule,
  goodputOf,
  type Limits,
  type StepFigures,
  type StepLength,
  samplesForOps,
  stepLength,
  tells,
  tookMs,
} from "./step.ts";

export interface SearchSettings {
  readonly startRate: number;
  /** Of the climb. */
  readonly factor: number;
  /** Ratio of the bounds below which the gap is narrow enough, such as 1.1. */
  readonly precision: number;
  readonly maxRate: number;
  /** Of all steps together, in milliseconds. */
  readonly budgetMs: number;
  /** Before each step, until every VU has heard of it; part of the budget. */
  readonly leadMs: number;
  readonly limits: Limits;
}

export const USUAL_SEARCH = { startRate: 10, factor: 2, precision: 1.06 };

/** Steps after which a bound is confirmed. */
export const CONFIRMED_BY = 2;
/** Of a rate. */
const MOST_STEPS = 3;
/** Steps after the first one that was too much: a clear knee takes about ten. */
const MOST_AFTER_BROKEN = 16;
/** How far past the knee a step must be, as a multiple. */
const PAST = 1.5;

/** Below this share of the knee's goodput the curve is retrograde, unless so few operations may differ by chance. */
const RETROGRADE = 0.85;
const CHANCE = 4;

export const BOUNDS = ["max-rate", "max-users", "generator", "budget", "target-stopped", "run-stopped"] as const;
/** What kept a search from going on. */
export type Bound = (typeof BOUNDS)[number];

export const DOUBTS = ["budget", "disagree", "run-stopped"] as const;
/** Why a knee is not confirmed: the time was up, the steps disagreed, or the run was stopped. */
export type Doubt = (typeof DOUBTS)[number];

/** The step in which a target stopped responding. */
export type Stopped = {
  /** Counted from 1. */
  readonly step: number;
} & (
  | {
      /** Operations per second that it asked for. */
      readonly rate: number;
    }
  | { readonly users: number }
);

export type Answer =
  /** No step broke a rule: the knee is above `atLeast`. */
  | {
      readonly kind: "at-least";
      readonly atLeast: number;
      readonly because: Bound;
      /** In a climb by users: what the best step measured; `atLeast` is the lower end of its interval. */
      readonly measured?: number;
      readonly users?: number;
      /** Of the bound "target-stopped": `atLeast` is what held before. */
      readonly stopped?: Stopped;
    }
  /** Even the lowest rate was too much. */
  | {
      readonly kind: "at-most";
      readonly atMost: number;
      readonly broken: Broken;
      /** There was no time for lower ones. */
      readonly isCut?: true;
      /** Absent: the search came to its end. */
      readonly doubt?: "run-stopped";
    }
  | Knee;

export interface Knee {
  readonly kind: "knee";
  /** Operations per second: the highest rate that held. */
  readonly knee: number;
  /** Who got it, in a climb by users. */
  readonly users?: number;
  /** The highest rate that surely held, and the lowest that surely did not. */
  readonly interval: readonly [number, number];
  /** What broke first above the knee. Absent: nothing, but more users do not increase the throughput. */
  readonly broken?: Broken;
  /** The objective is met up to the knee; this is p95 in the last step that held. */
  readonly p95Ms: number;
  /** More load gives less goodput. */
  readonly isRetrograde: boolean;
  /** False: the search ended before the interval was narrow and confirmed. */
  readonly isConfirmed: boolean;
  /** Why it is not confirmed. Absent: the time was up. */
  readonly doubt?: Doubt;
}

export type Next = { readonly kind: "step"; readonly rate: number; readonly length: StepLength } | Answer;

/** What the steps at one rate say together: each counts by its seconds. */
interface Rated {
  readonly rate: number;
  readonly steps: number;
  readonly held: number;
  readonly broken: number;
}

export function nextStep(history: readonly StepFigures[], settings: SearchSettings): Next {
  const { limits } = settings;
  const steps = telling(history, limits);
  const rates = rated(steps, limits);
  const [low, high] = boundsOf(rates);
  const tried = rateToTry(rates, low, high, settings, generatorLimit(history));
  const rate = isLongEnough(steps, limits) ? undefined : tried;
  if (rate !== undefined) {
    // As long as nothing is known on one side, short steps look for it.
    const isOpen = high === undefined || low === undefined;
    const purpose = isOpen ? "climb" : rate === low.rate ? "confirm" : "narrow";
    const length = stepLength(rate, purpose, limits.windowMs, samplesForOps(history, limits));
    const leftMs = settings.budgetMs - searchedMs(history, settings.leadMs);
    if (settings.leadMs + length.warmUpMs + length.measuredMs <= leftMs) return { kind: "step", rate, length };
  }
  const doubt = tried === undefined ? undefined : rate === undefined ? "disagree" : "budget";
  return answer(steps, rates, doubt, history, settings);
}

/** Steps that say something about the target. */
function telling(history: readonly StepFigures[], limits: Limits): StepFigures[] {
  return history.filter((step) => tells(step, limits));
}

/** What the steps took, each with the time before it. */
export function searchedMs(history: readonly StepFigures[], leadMs: number): number {
  return history.reduce((sum, step) => sum + leadMs + tookMs(step), 0);
}

/** The answer where the target answers no more: what surely held before, and no knee. */
export function stoppedAnswer(history: readonly StepFigures[], limits: Limits, stopped: Stopped): Answer {
  const { held = 0 } = ratesSoFar(history.slice(0, stopped.step - 1), limits);
  return { kind: "at-least", atLeast: held, because: "target-stopped", stopped };
}

/** What the steps until now say, where the run ends before the search does. */
export function answerSoFar(history: readonly StepFigures[], settings: SearchSettings): Answer {
  const steps = telling(history, settings.limits);
  return ofStoppedRun(answer(steps, rated(steps, settings.limits), "budget", history, settings));
}

export function ofStoppedRun(found: Answer): Answer {
  switch (found.kind) {
    case "at-least":
      return { ...found, because: "run-stopped" };
    case "at-most":
      return { ...found, doubt: "run-stopped" };
    case "knee":
      return { ...found, isConfirmed: false, doubt: "run-stopped" };
  }
}

/** The highest rate that held and the lowest one that did not, as far as the steps until now say. */
export function ratesSoFar(
  history: readonly StepFigures[],
  limits: Limits,
): Readonly<Record<"held" | "broken", number | undefined>> {
  const [low, high] = boundsOf(rated(telling(history, limits), limits));
  return { held: low?.rate, broken: high?.rate };
}

/** Where the steps of a target do not agree, more of them would not narrow the interval. */
function isLongEnough(steps: readonly StepFigures[], limits: Limits): boolean {
  const first = steps.findIndex((step) => brokenRule(step, limits) !== undefined);
  return first >= 0 && steps.length - first > MOST_AFTER_BROKEN;
}

/** What the generator could not do. A rate that it could do in another step is none of them. */
interface GeneratorLimit {
  /** The lowest such rate, tried twice; undefined: there is none. */
  readonly rate: number | undefined;
  /** Tried once. */
  readonly doubtful: number | undefined;
}

function generatorLimit(history: readonly StepFigures[]): GeneratorLimit {
  const counts = new Map<number, number>();
  for (const { rate, isGeneratorLimit } of history.filter(({ isDisturbed }) => isDisturbed !== true))
    counts.set(rate, isGeneratorLimit ? (counts.get(rate) ?? 0) + 1 : Number.NEGATIVE_INFINITY);
  const rates = [...counts].sort(([a], [b]) => a - b);
  return {
    rate: rates.find(([, count]) => count >= CONFIRMED_BY)?.[0],
    doubtful: rates.find(([, count]) => count > 0 && count < CONFIRMED_BY)?.[0],
  };
}

/** @param limit of the generator: the answer is below it. @returns undefined when nothing is left to try */
function rateToTry(
  rates: readonly Rated[],
  low: Rated | undefined,
  high: Rated | undefined,
  { startRate, factor, precision, maxRate }: SearchSettings,
  { rate: limit, doubtful }: GeneratorLimit,
): number | undefined {
  if (doubtful !== undefined && (limit === undefined || doubtful < limit)) return doubtful;
  const undecided = rates.find((rate) => rate.held === rate.broken && rate.steps < MOST_STEPS);
  if (undecided !== undefined) return undecided.rate;
  if (high === undefined) {
    if (limit !== undefined) {
      if (low === undefined) return lower(rates, limit, startRate, factor);
      return limit / low.rate > precision ? between(low.rate, limit) : undefined;
    }
    if (low === undefined) return Math.min(startRate, maxRate);
    return low.rate < maxRate ? Math.min(low.rate * factor, maxRate) : undefined;
  }
  // Down first: a rate that seemed too much by chance is repeated when a lower one has held.
  if (low === undefined)
    return lower(rates, high.rate, startRate, factor) ?? (high.steps < CONFIRMED_BY ? high.rate : undefined);
  if (high.rate / low.rate > precision) return between(low.rate, high.rate);
  if (low.steps < CONFIRMED_BY) return low.rate;
  if (high.steps < CONFIRMED_BY) return high.rate;
  // One step well past the knee shows whether the curve is retrograde.
  const past = Math.min(maxRate, limit ?? maxRate, factor * low.rate);
  return (rates.at(-1)?.rate ?? 0) < PAST * low.rate && past > high.rate && past !== limit ? past : undefined;
}

function between(low: number, high: number): number {
  return Math.sqrt(low * high);
}

/** The lowest rate that a search asks for where even the first one is too much: four steps below that. */
export function lowestRate({ startRate, factor }: Pick<SearchSettings, "startRate" | "factor">): number {
  return startRate / factor ** 4;
}

/** Down from a start that was too much. */
function lower(rates: readonly Rated[], rate: number, startRate: number, factor: number): number | undefined {
  const next = rate / factor;
  return next < lowestRate({ startRate, factor }) || rates.some((other) => other.rate === next) ? undefined : next;
}

/** In rising order. */
function rated(steps: readonly StepFigures[], limits: Limits): Rated[] {
  const all = new Map<number, { steps: number; held: number; broken: number }>();
  for (const step of steps) {
    const counts = all.get(step.rate) ?? { steps: 0, held: 0, broken: 0 };
    counts[brokenRule(step, limits) === undefined ? "held" : "broken"] += step.seconds;
    counts.steps++;
    all.set(step.rate, counts);
  }
  return [...all].map(([rate, counts]) => ({ rate, ...counts })).sort((a, b) => a.rate - b.rate);
}

/** The lowest rate that was too much, and the highest one below it that held. */
function boundsOf(rates: readonly Rated[]): readonly [low: Rated | undefined, high: Rated | undefined] {
  const high = rates.find(({ held, broken }) => broken > held || (broken === held && broken > 0));
  const below = high === undefined ? rates : rates.filter(({ rate }) => rate < high.rate);
  return [below.filter(({ held, broken }) => held > broken).at(-1), high];
}

function answer(
  steps: readonly StepFigures[],
  rates: readonly Rated[],
  doubt: Doubt | undefined,
  history: readonly StepFigures[],
  { limits, maxRate }: SearchSettings,
): Answer {
  const [low, high] = boundsOf(rates);
  if (high === undefined) {
    const atLeast = low?.rate ?? 0;
    const isLimited = history.some(({ isGeneratorLimit }) => isGeneratorLimit);
    const because = isLimited ? "generator" : atLeast >= maxRate ? "max-rate" : "budget";
    return { kind: "at-least", atLeast, because };
  }
  const broken = firstBroken(steps, high.rate, limits);
  if (low === undefined)
    return { kind: "at-most", atMost: high.rate, broken, ...(doubt === "budget" ? { isCut: true } : {}) };
  const sure = (rate: Rated, held: boolean) => (held ? rate.broken === 0 : rate.held === 0);
  const surelyHeld = rates.filter((rate) => rate.rate <= low.rate && sure(rate, true)).at(-1) ?? low;
  const surelyBroken = rates.find((rate) => rate.rate >= high.rate && sure(rate, false)) ?? high;
  const lastHeld = steps.filter((step) => step.rate === low.rate && brokenRule(step, limits) === undefined).at(-1);
  return {
    kind: "knee",
    knee: low.rate,
    interval: [surelyHeld.rate, surelyBroken.rate],
    broken,
    p95Ms: lastHeld?.p95Ms ?? Number.NaN,
    isRetrograde: isRetrograde(steps, low.rate),
    isConfirmed: doubt === undefined,
    ...(doubt === undefined ? {} : { doubt }),
  };
}

function firstBroken(steps: readonly StepFigures[], rate: number, limits: Limits): Broken {
  for (const step of steps) {
    const broken = step.rate === rate ? brokenRule(step, limits) : undefined;
    if (broken !== undefined) return broken;
  }
  return { rule: "goodput" };
}

/** Whether the steps at the highest rate achieved clearly less than the knee gives. */
function isRetrograde(steps: readonly StepFigures[], lowRate: number): boolean {
  const highest = Math.max(...steps.map(({ rate }) => rate));
  const [past, held] = [highest, lowRate].map((rate) => sumOf(steps.filter((step) => step.rate === rate)));
  if (past === undefined || held === undefined) return false;
  const byChance = CHANCE * Math.sqrt(1 / Math.max(1, past.done) + 1 / Math.max(1, held.done));
  return goodputOf(past) < Math.min(RETROGRADE, 1 - byChance) * goodputOf(held);
}

function sumOf(steps: readonly StepFigures[]): Pick<StepFigures, "done" | "seconds"> {
  const sum = { done: 0, seconds: 0 };
  for (const { done, seconds } of steps) {
    sum.done += done;
    sum.seconds += seconds;
  }
  return sum;
}
