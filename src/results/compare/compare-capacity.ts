/**
 * Two capacity runs: what counts is how much the target took. Their requests were at the rates of the searches, so rates
 * and response times of all requests together say nothing. Pure.
 */

import { formatChange, formatNumber, plural } from "../../base/figures.ts";
import type { CapacityResult } from "../run-summary.ts";

export interface CapacityChange {
  /** `knee 142/s (131 to 150) -> 118/s (110 to 125): -17 %` */
  readonly text: string;
  /** The knee fell, and the intervals do not overlap. */
  readonly isRegression: boolean;
  /** Both runs found a knee. */
  readonly isConclusive: boolean;
}

const UNLIKE = "one run climbed by rates, the other by users: their knees cannot be compared";

/** Undefined unless both are capacity runs. */
export function compareCapacity(
  base: CapacityResult | undefined,
  run: CapacityResult | undefined,
): CapacityChange | undefined {
  if (base === undefined || run === undefined) return undefined;
  if (base.by !== run.by) return { text: UNLIKE, isRegression: false, isConclusive: false };
  const hasKnees = base.answer === "knee" && run.answer === "knee";
  const change = hasKnees ? changeText(base.perSecond, run.perSecond, apart(base, run)) : undefined;
  const text = `knee ${kneeText(base)} -> ${kneeText(run)}${change === undefined ? "" : `: ${change}`}`;
  return { text, isRegression: isBelow(run, base), isConclusive: change !== undefined };
}

function changeText(before: number, after: number, isCertain: boolean): string {
  return `${formatChange(after / before - 1)}${isCertain ? "" : ", not certain: the intervals overlap"}`;
}

function apart(base: CapacityResult, run: CapacityResult): boolean {
  return isBelow(base, run) || isBelow(run, base);
}

/** Surely: what the one could not do, the other did. */
function isBelow(lower: CapacityResult, higher: CapacityResult): boolean {
  const { answer, perSecond, high = perSecond } = lower;
  const { low = higher.perSecond } = higher;
  return answer !== "at-least" && higher.answer !== "at-most" && high < low;
}

/** `142/s (131 to 150)`, `at least 900/s`, each by users with their number. */
export function kneeText({ answer, perSecond, low = perSecond, high = perSecond, users }: CapacityResult): string {
  const by = users === undefined ? "" : ` with ${plural(users, "user")}`;
  if (answer === "at-least") return `at least ${formatNumber(perSecond)}/s${by}`;
  return answer === "at-most"
    ? `below ${formatNumber(perSecond)}/s`
    : `${formatNumber(perSecond)}/s (${formatNumber(low)} to ${formatNumber(high)})${by}`;
}
