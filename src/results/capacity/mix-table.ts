/** How much a target takes of several mixes. Pure. */

import { formatMs } from "../../base/figures.ts";
import { textTable } from "../../base/table.ts";
import type { MixAnswer, RunSummary } from "../run-summary.ts";
import { doubtText, rateText, untestedText, whyNotMore } from "./capacity-lines.ts";

export const MIX_HEADS = ["mix", "operations/s", "interval", "p95 limit", "above it"] as const;
export const MIX_FIGURES = [1, 2, 3];

/** @param summaries of capacity runs; undefined: one that was interrupted */
export function mixAnswers(summaries: readonly (Partial<RunSummary> | undefined)[]): MixAnswer[] {
  return summaries.flatMap((summary) => {
    const { capacity, mix, run } = summary ?? {};
    if (capacity === undefined || mix === undefined || run === undefined) return [];
    const { scalability, todayPerSecond, needPerSecond, needText, steps, findings, ...answer } = capacity;
    return [{ mix: mix.name, run, ...answer }];
  });
}

/** Cells of the table, as its heads. */
export function mixCells(own: MixAnswer): string[] {
  const { mix, answer, perSecond, low, high, p95LimitMs } = own;
  const bound = answer === "at-least" ? ">= " : answer === "at-most" ? "< " : "";
  const isUnknown = answer === "at-least" && perSecond === 0;
  const interval = low === undefined || high === undefined ? "-" : `${rateText(low)} to ${rateText(high)}`;
  const limit = p95LimitMs === undefined ? "-" : formatMs(p95LimitMs);
  return [
    mix,
    isUnknown ? "unknown" : `${bound}${rateText(perSecond)}`,
    interval,
    limit,
    `${whyNotMore(own)}${doubtText(own)}${untestedText(own.untested ?? [])}`,
  ];
}

export function mixTable(answers: readonly MixAnswer[]): string[] {
  return answers.length === 0 ? [] : textTable(MIX_HEADS, answers.map(mixCells), MIX_FIGURES);
}
