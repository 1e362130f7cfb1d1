/** The answer of a search as a member of summary.json, and what it means for rates that the user names. Pure. */

import { formatShare } from "../../base/figures.ts";
import type { CapacityResult } from "../run-summary.ts";
import { headlineOf, rateText, saysNothing, stateOf, untestedText } from "./capacity-lines.ts";
import { type Answer, CONFIRMED_BY } from "./search.ts";
import {
  type Broken,
  brokenRule,
  goodputOf,
  isMeasured,
  type Limits,
  type StepFigures,
  tells,
  untestedOps,
} from "./step.ts";

export interface NamedRates {
  readonly today: number | undefined;
  readonly need: number | undefined;
}

export function capacityResult(
  answer: Answer,
  steps: readonly StepFigures[],
  limits: Limits,
  { today, need }: NamedRates,
): CapacityResult {
  const figures = figuresOf(answer);
  const untested = untestedOf(figures, steps, limits);
  return {
    answer: answer.kind,
    text: `${headlineOf(answer, limits)}${untestedText(untested)}`,
    ...figures,
    ...(untested.length === 0 ? {} : { untested }),
    ...(Number.isFinite(limits.p95Ms) ? { p95LimitMs: limits.p95Ms } : {}),
    ...(today === undefined ? {} : { todayPerSecond: today }),
    ...(need === undefined ? {} : { needPerSecond: need }),
    steps: steps.map((step, index) => {
      const state = `${stateOf(step, limits)}${isCheck(steps, index, limits) ? CHECK : ""}`;
      const { rate, fromMs, seconds, failed, p95Ms } = step;
      const held = tells(step, limits) && brokenRule(step, limits) === undefined;
      const figures = {
        askedPerSecond: rate,
        donePerSecond: goodputOf(step),
        fromMs,
        seconds,
        failed,
        p95Ms,
        held,
        state,
      };
      return { ...figures, ...usersOf(step), ...marginOf(step), ...latenciesOf(step) };
    }),
  };
}

/** Operations with an objective of their own that was not tested at the rate that held: they had too few answers. */
function untestedOf(
  { perSecond, users }: Pick<CapacityResult, "perSecond" | "users">,
  steps: readonly StepFigures[],
  limits: Limits,
): string[] {
  const isOfAnswer = (step: StepFigures): boolean =>
    users === undefined ? step.rate === perSecond : step.users === users;
  const held = steps.filter(
    (step) => isOfAnswer(step) && tells(step, limits) && brokenRule(step, limits) === undefined,
  );
  return held.length === 0 ? [] : untestedOps(held, limits);
}

/** Of the state of a step. */
const CHECK = " (a check beyond the knee)";

/** At a higher rate than one that was too much already: whether more load then gives fewer operations. */
function isCheck(steps: readonly StepFigures[], index: number, limits: Limits): boolean {
  const own = steps[index] as StepFigures;
  const { rate, users } = own;
  if (users !== undefined || !isMeasured(own)) return false;
  const before = steps.slice(0, index).filter(isMeasured);
  const isNew = before.every((step) => step.rate !== rate);
  return isNew && before.some((step) => step.rate < rate && brokenRule(step, limits) !== undefined);
}

function figuresOf(answer: Answer) {
  switch (answer.kind) {
    case "at-least":
      return {
        perSecond: answer.atLeast,
        limitedBy: answer.because,
        ...usersOf(answer),
        ...(answer.stopped === undefined ? {} : { stoppedInStep: answer.stopped.step }),
      };
    case "at-most":
      return { perSecond: answer.atMost, ...brokenOf(answer.broken), ...(answer.doubt && { doubt: answer.doubt }) };
    case "knee": {
      const { knee, interval, isRetrograde, isConfirmed, doubt } = answer;
      const [low, high] = interval;
      return {
        perSecond: knee,
        low,
        high,
        retrograde: isRetrograde,
        confirmed: isConfirmed,
        ...(isConfirmed || doubt === undefined ? {} : { doubt }),
        ...usersOf(answer),
        ...brokenOf(answer.broken),
      };
    }
  }
}

function brokenOf(broken: Broken | undefined) {
  if (broken === undefined) return {};
  const { rule, op, limitMs } = broken;
  return {
    broke: rule,
    ...(op === undefined ? {} : { operation: op }),
    ...(limitMs === undefined ? {} : { objectiveMs: limitMs }),
  };
}

function marginOf({ margin }: StepFigures) {
  return margin === undefined ? {} : { margin };
}

function latenciesOf({ latencies }: StepFigures) {
  return latencies === undefined ? {} : { latencies: latencies.toText() };
}

function usersOf({ users }: { readonly users?: number }) {
  return users === undefined ? {} : { users };
}

/** The run ended before the search did: the answer is what its steps until then say. */
export function isOfStoppedRun({ limitedBy, doubt }: Pick<CapacityResult, "limitedBy" | "doubt">): boolean {
  return limitedBy === "run-stopped" || doubt === "run-stopped";
}

/** Whether a rate is surely taken; undefined: the answer does not say. */
export function takes(result: CapacityResult, rate: number): boolean | undefined {
  const { answer, perSecond, low = perSecond, high = perSecond, limitedBy, confirmed, untested } = result;
  if (limitedBy === "target-stopped") return undefined;
  if (answer === "at-most") return rate < perSecond ? undefined : false;
  const isSure = (held: boolean): boolean => confirmed !== false || stepsThatSay(result, rate, held) >= CONFIRMED_BY;
  if (rate <= low) return untested === undefined && isSure(true) ? true : undefined;
  return answer === "knee" && rate >= high && isSure(false) ? false : undefined;
}

/** `need of 40/s` and so on, and what the answer says of it. */
export function needText(result: CapacityResult, need: string, rate: number): string {
  switch (takes(result, rate)) {
    case true:
      return `${need}: met`;
    case false:
      return `${need} is needed, but it ${result.text}`;
    case undefined:
      return `it is uncertain whether ${need} is reached: it ${result.text}`;
  }
}

/** `40/s: it takes at least 2.5 times as much`, or `200/s: it takes only 50 % of that`; undefined where the user named no rate, or nothing is known. */
export function todayText({ todayPerSecond: today, perSecond, answer, limitedBy }: CapacityResult): string | undefined {
  if (today === undefined || perSecond === 0) return undefined;
  const word = { knee: "", "at-least": "at least ", "at-most": "less than " }[answer];
  const verb = limitedBy === "target-stopped" ? "it held" : `it takes ${word}`.trimEnd();
  const share = perSecond / today;
  const only = answer === "knee" ? "only " : "";
  return `${rateText(today)}/s: ${verb} ${share < 1 ? `${only}${formatShare(share)} of that` : `${rateText(share)} times as much`}`;
}

/** Of a search that was not confirmed: steps at this rate or beyond that held, or were too much. */
function stepsThatSay({ steps, by }: CapacityResult, rate: number, held: boolean): number {
  return steps.filter((step) => {
    const reached = by === "users" ? step.donePerSecond : step.askedPerSecond;
    return step.held === held && (held ? reached >= rate : reached <= rate) && !saysNothing(step);
  }).length;
}
