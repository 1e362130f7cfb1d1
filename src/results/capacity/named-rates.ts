/** What the answer of a capacity run means for the rates that the user names, for people. Pure. */

import type { CapacityResult } from "../run-summary.ts";
import { rateText } from "./capacity-lines.ts";
import { takes, todayText } from "./capacity-result.ts";

/** A rate that the user set, and how the result compares with it. */
export interface RateAnswer {
  readonly name: "today" | "need";
  readonly text: string;
}

/** None where the user named no rate. */
export function rateAnswers(found: CapacityResult): RateAnswer[] {
  const { needPerSecond: need } = found;
  const today = todayText(found);
  return [
    ...(today === undefined ? [] : [{ name: "today", text: today } as const]),
    ...(need === undefined ? [] : [{ name: "need", text: needAnswer(found, need) } as const]),
  ];
}

const MET = { true: "met", false: "not met", undefined: "not certain" };

function needAnswer(found: CapacityResult, need: number): string {
  return `${found.needText ?? `${rateText(need)}/s`}: ${MET[`${takes(found, need)}`]}`;
}
