/** How much a target takes of several mixes. Pure. */

import { formatMs } from "../../base/figures.ts";
import { textTable } from "../../base/table.ts";
import type { CapacityResult, RunSummary } from "../run-summary.ts";
import { doubtText, rateText } from "./capacity-lines.ts";

const HEADS = ["mix", "operations/s", "interval", "p95 limit", "above it"];
const FIGURES = [1, 2, 3];

/** @param summaries of capacity runs; undefined: one that was interrupted */
export function mixTable(summaries: readonly (Partial<RunSummary> | undefined)[]): string[] {
  const rows = summaries.flatMap((summary) => {
    const { capacity, mix } = summary ?? {};
    if (capacity === undefined || mix === undefined) return [];
    const { answer, perSecond, low, high, limitedBy, p95LimitMs } = capacity;
    const bound = answer === "at-least" ? ">= " : answer === "at-most" ? "< " : "";
    const interval = low === undefined || high === undefined ? "-" : `${rateText(low)} to ${rateText(high)}`;
    const limit = p95LimitMs === undefined ? "-" : formatMs(p95LimitMs);
    const why = `${limitedBy ?? brokenText(capacity)}${doubtText(capacity)}`;
    return [[mix.name, `${bound}${rateText(perSecond)}`, interval, limit, why]];
  });
  return rows.length === 0 ? [] : textTable(HEADS, rows, FIGURES);
}

function brokenText({ broke, operation, objectiveMs }: CapacityResult): string {
  if (broke === undefined) return "saturated";
  if (operation === undefined) return broke;
  return objectiveMs === undefined
    ? `${broke}, most of ${operation}`
    : `${broke} of ${operation} above ${formatMs(objectiveMs)}`;
}
