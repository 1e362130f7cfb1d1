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
  /** The answers of both runs say whether the knee fell. */
  readonly isConclusive: boolean;
  /** What follows, in one sentence; where it is inconclusive, why. */
  readonly verdict: string;
}

const UNLIKE = "one run searched by rate, the other by users: their knees cannot be compared";

/** Undefined unless both are capacity runs. */
export function compareCapacity(
  base: CapacityResult | undefined,
  run: CapacityResult | undefined,
): CapacityChange | undefined {
  if (base === undefined || run === undefined) return undefined;
  const doubt = doubtOf(base, run);
  const isFallen = isBelow(run, base);
  const isRisen = isBelow(base, run);
  const hasKnees = base.answer === "knee" && run.answer === "knee";
  const isComparable = doubt === undefined;
  const isCertain = isComparable && (isFallen || isRisen);
  const uncertainty = isComparable && !isCertain ? ", not certain: the intervals overlap" : "";
  const change =
    hasKnees && base.by === run.by ? `: ${formatChange(run.perSecond / base.perSecond - 1)}${uncertainty}` : "";
  return {
    text: `knee ${kneeText(base)} -> ${kneeText(run)}${change}`,
    isRegression: isCertain && isFallen,
    isConclusive: isCertain || (isComparable && hasKnees),
    verdict: doubt ?? (isCertain ? `the knee ${isFallen ? "fell" : "rose"}` : openVerdict(base, run)),
  };
}

/** Why the answers of two runs do not allow a comparison, whatever their figures. */
function doubtOf(base: CapacityResult, run: CapacityResult): string | undefined {
  if (base.by !== run.by) return UNLIKE;
  const unknown = ownersOf(base, run, ({ limitedBy }) => limitedBy === "target-stopped");
  if (unknown !== undefined) return `${unknown} not known, because the target stopped responding`;
  const whose = ownersOf(base, run, ({ confirmed }) => confirmed === false);
  return whose && `${whose} not confirmed: repeat the search with a longer --budget`;
}

/** Neither run surely takes more than the other. */
function openVerdict(base: CapacityResult, run: CapacityResult): string {
  const whose = ownersOf(base, run, ({ answer }) => answer !== "knee");
  return whose === undefined
    ? "the intervals of the knees overlap: no change is certain"
    : `${whose} not known, and what is known does not show a change`;
}

/** `the knee of the run is`, or undefined where neither result is meant. */
function ownersOf(
  base: CapacityResult,
  run: CapacityResult,
  applies: (result: CapacityResult) => boolean,
): string | undefined {
  if (applies(base)) return applies(run) ? "the knees of both runs are" : "the knee of the baseline is";
  return applies(run) ? "the knee of the run is" : undefined;
}

/** Surely: what the one could not do, the other did. */
function isBelow(lower: CapacityResult, higher: CapacityResult): boolean {
  const { answer, perSecond, high = perSecond } = lower;
  const { low = higher.perSecond } = higher;
  return answer !== "at-least" && higher.answer !== "at-most" && high < low;
}

/** `142/s (131 to 150)`, `at least 900/s`, `unknown`, each by users with their number. */
export function kneeText(result: CapacityResult): string {
  const { answer, perSecond, low = perSecond, high = perSecond, users, confirmed } = result;
  const doubt = confirmed === false ? ", not confirmed" : "";
  const by = users === undefined ? "" : ` with ${plural(users, "user")}`;
  if (answer === "at-least" && perSecond === 0) return "unknown";
  if (answer === "at-least") return `at least ${formatNumber(perSecond)}/s${by}`;
  return answer === "at-most"
    ? `below ${formatNumber(perSecond)}/s`
    : `${formatNumber(perSecond)}/s (${formatNumber(low)} to ${formatNumber(high)})${by}${doubt}`;
}
