/** The answer of a search as a member of summary.json, and what it means for rates that the user names. Pure. */

import type { CapacityResult } from "../run-summary.ts";
import { headlineOf, stateOf } from "./capacity-lines.ts";
import type { Answer } from "./search.ts";
import { type Broken, goodputOf, type Limits, type StepFigures } from "./step.ts";

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
  return {
    answer: answer.kind,
    text: headlineOf(answer, limits),
    ...figuresOf(answer),
    ...(Number.isFinite(limits.p95Ms) ? { p95LimitMs: limits.p95Ms } : {}),
    ...(today === undefined ? {} : { todayPerSecond: today }),
    ...(need === undefined ? {} : { needPerSecond: need }),
    steps: steps.map((step) => {
      const state = stateOf(step, limits);
      const { rate, fromMs, seconds, failed, p95Ms } = step;
      const held = state === "held";
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
      return { ...figures, ...usersOf(step), ...(step.margin === undefined ? {} : { margin: step.margin }) };
    }),
  };
}

function figuresOf(answer: Answer) {
  switch (answer.kind) {
    case "at-least":
      return { perSecond: answer.atLeast, limitedBy: answer.because, ...usersOf(answer) };
    case "at-most":
      return { perSecond: answer.atMost, ...brokenOf(answer.broken) };
    case "knee": {
      const { knee, interval, isRetrograde, isConfirmed } = answer;
      const [low, high] = interval;
      return {
        perSecond: knee,
        low,
        high,
        retrograde: isRetrograde,
        confirmed: isConfirmed,
        ...usersOf(answer),
        ...brokenOf(answer.broken),
      };
    }
  }
}

function brokenOf(broken: Broken | undefined) {
  if (broken === undefined) return {};
  const { rule, op } = broken;
  return { broke: rule, ...(op === undefined ? {} : { operation: op }) };
}

function usersOf({ users }: { readonly users?: number }) {
  return users === undefined ? {} : { users };
}

/** Whether a rate is surely taken; undefined: the answer does not say. */
export function takes(
  { answer, perSecond, low = perSecond, high = perSecond }: CapacityResult,
  rate: number,
): boolean | undefined {
  if (answer === "at-most") return rate < perSecond ? undefined : false;
  if (rate <= low) return true;
  return answer === "knee" && rate >= high ? false : undefined;
}
