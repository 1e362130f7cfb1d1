/**
 * Fewer points for a chart, none of them invented: of each stretch of time the lowest and the highest point of every
 * line stay, so that no peak is lost. All lines share the times that are kept. Pure.
 */

import type { Values } from "./series.ts";

/** About what a chart of a wide screen can show. */
export const CHART_POINTS = 1_200;

/** Indices to keep, rising: all when there are at most `most`, else at most about `most`, first and last included. */
export function pointsToKeep(length: number, lines: readonly Values[], most: number = CHART_POINTS): number[] {
  if (length <= most) return Array.from({ length }, (_, index) => index);
  const stretches = Math.max(1, Math.floor(most / Math.max(1, 2 * lines.length)));
  const kept = new Set<number>([0, length - 1]);
  for (let stretch = 0; stretch < stretches; stretch++) {
    const from = Math.floor((stretch * length) / stretches);
    const to = Math.floor(((stretch + 1) * length) / stretches);
    for (const line of lines) keepExtremes(kept, line, from, to);
  }
  return [...kept].sort((a, b) => a - b);
}

function keepExtremes(kept: Set<number>, line: Values, from: number, to: number): void {
  let lowest: number | undefined;
  let highest: number | undefined;
  for (let index = from; index < to; index++) {
    const value = line[index];
    // A hole stays one: its first point is kept.
    if (value === null && line[index - 1] !== null) kept.add(index);
    if (value === null || value === undefined) continue;
    if (lowest === undefined || value < (line[lowest] as number)) lowest = index;
    if (highest === undefined || value > (line[highest] as number)) highest = index;
  }
  if (lowest !== undefined) kept.add(lowest);
  if (highest !== undefined) kept.add(highest);
}

/** Four digits are more than a chart can show. */
export function rounded(value: number | null | undefined): number | null {
  return value === null || value === undefined ? null : Number(value.toPrecision(4));
}
