/** How much a target takes of several mixes. Pure. */

import { formatMs } from "../../base/figures.ts";
import { textTable } from "../../base/table.ts";
import type { RunSummary } from "../run-summary.ts";
import { NOT_CONFIRMED, rateText } from "./capacity-lines.ts";

const HEADS = ["mix", "operations/s", "interval", "p95 limit", "above it"];
const FIGURES = [1, 2, 3];

/** @param summaries of capacity runs; undefined: one that was interrupted */
export function mixTable(summaries: readonly (Partial<RunSummary> | undefined)[]): string[] {
  const rows = summaries.flatMap((summary) => {
    const { capacity, mix } = summary ?? {};
    if (capacity === undefined || mix === undefined) return [];
    const { answer, perSecond, low, high, broke = "saturated", operation, limitedBy, p95LimitMs } = capacity;
    const bound = answer === "at-least" ? ">= " : answer === "at-most" ? "< " : "";
    const interval = low === undefined || high === undefined ? "-" : `${rateText(low)} to ${rateText(high)}`;
    const why = limitedBy ?? (operation === undefined ? broke : `${broke}, most of ${operation}`);
    const limit = p95LimitMs === undefined ? "-" : formatMs(p95LimitMs);
    const doubt = capacity.confirmed === false ? `; ${NOT_CONFIRMED}` : "";
    return [[mix.name, `${bound}${rateText(perSecond)}`, interval, limit, `${why}${doubt}`]];
  });
  return rows.length === 0 ? [] : textTable(HEADS, rows, FIGURES);
}
