/** One step of a climb by users: so many do one operation after the other, and what the target makes of it. Pure. */

import { goodputOf, isMeasured, type StepFigures, type TargetFigures } from "../step.ts";

/** What a step measured of the target. Nothing is due in it: `asked` and `rate` are as many as ended, with no backlog. */
export interface UsersFigures extends TargetFigures {
  readonly users: number;
  readonly margin: number;
}

export interface UsersStep extends StepFigures {
  readonly users: number;
  readonly margin: number;
}

/** A step ends when the throughput is known as well as this, as a share of it, or when it takes too long. */
export const PRECISION = 0.05;
export const SHORTEST_MS = 8000;
export const LONGEST_MS = 30_000;

/** Whether the throughput of one step is below that of another one by more than chance explains. */
export function isClearlyBelow(lower: UsersStep, higher: UsersStep): boolean {
  return goodputOf(lower) < goodputOf(higher) - Math.hypot(lower.margin, higher.margin);
}

/**
 * More users ask for at least what fewer users surely did: where they get less, the step breaks the rule of goodput.
 * @param before steps of the same climb
 */
export function withAsked(step: UsersStep, before: readonly UsersStep[]): UsersStep {
  const fewer = before.filter((other) => other.users < step.users && isMeasured(other));
  const surely = fewer.map((other) => goodputOf(other) - Math.hypot(other.margin, step.margin));
  const rate = Math.max(step.rate, ...surely);
  return { ...step, rate, asked: Math.max(step.asked, Math.round(rate * step.seconds)) };
}
