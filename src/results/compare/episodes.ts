/**
 * A spell within a run in which an operation was slower than at any time in the base. A slow minute in a long run
 * hardly moves the percentiles of the whole run (slow requests are few requests), but users notice it. Pure.
 *
 * The rule: three windows of 10 s in a row whose median (or p95) lies beyond the limit above the highest window of the
 * base. For equal runs, the chance that three given windows are all above all J windows of the base is 1/C(J+3,3): 1 in
 * 84 for the minimum of 6 windows, even without the limit.
 */

import type { Second } from "../stats/blocks.ts";
import { LatencyHistogram } from "../stats/latency-histogram.ts";
import { floorOf, type Limits } from "./limits.ts";
import { type OperationSeries, operationName } from "./run-data.ts";

export interface Episode {
  readonly operation: string;
  readonly measure: "p50" | "p95";
  /** Seconds since the start of the run. */
  readonly from: number;
  readonly until: number;
  /** Milliseconds: the highest window of the base, and the lowest of the spell. */
  readonly baseHighest: number;
  readonly runLowest: number;
}

export const WINDOW_SECONDS = 10;
export const LEAST_WINDOWS = 3;
export const LEAST_BASE_WINDOWS = 6;
const QUANTILES = { p50: 0.5, p95: 0.95 } as const;
/** Requests that a percentile of a window requires. */
const LEAST_REQUESTS = { p50: 10, p95: 100 } as const;

interface Window {
  readonly from: number;
  readonly latency: LatencyHistogram;
}

/** @param limit share: 0.5 allows 50 % more than the base's highest window. @param limits for the noise floor */
export function findEpisodes(base: OperationSeries, run: OperationSeries, limit: number, limits: Limits): Episode[] {
  const baseWindows = windowsOf(base.seconds);
  const runWindows = windowsOf(run.seconds);
  const spellsOf = (measure: Episode["measure"]): Episode[] => {
    const high = valuesOf(baseWindows, measure);
    if (high.length < LEAST_BASE_WINDOWS) return [];
    const baseHighest = Math.max(...high.map(({ value }) => value));
    const bound = Math.max(baseHighest * (1 + limit), baseHighest + floorOf(limits, measure));
    const spells = spellsAbove(valuesOf(runWindows, measure), bound);
    return spells.map((spell) => ({ operation: operationName(run), measure, baseHighest, ...spell }));
  };
  const medians = spellsOf("p50");
  // A spell of the median is one of p95, too: it is reported once.
  const others = spellsOf("p95").filter(
    ({ from, until }) => !medians.some((own) => own.from < until && from < own.until),
  );
  return [...medians, ...others];
}

function windowsOf(seconds: readonly Second[]): Window[] {
  const windows = new Map<number, LatencyHistogram>();
  for (const second of seconds) {
    const from = Math.floor(second.at / WINDOW_SECONDS) * WINDOW_SECONDS;
    const latency = windows.get(from) ?? new LatencyHistogram();
    windows.set(from, latency);
    latency.addText(second.latency);
  }
  return [...windows].map(([from, latency]) => ({ from, latency }));
}

interface WindowValue {
  readonly from: number;
  readonly value: number;
}

function valuesOf(windows: readonly Window[], measure: "p50" | "p95"): WindowValue[] {
  return windows
    .filter(({ latency }) => latency.count >= LEAST_REQUESTS[measure])
    .map(({ from, latency }) => ({ from, value: latency.quantile(QUANTILES[measure]) }));
}

function spellsAbove(values: readonly WindowValue[], bound: number): Pick<Episode, "from" | "until" | "runLowest">[] {
  const spells: WindowValue[][] = [];
  let current: WindowValue[] = [];
  for (const window of [...values, { from: Number.POSITIVE_INFINITY, value: 0 }]) {
    const follows = current.length === 0 || window.from === (current.at(-1)?.from ?? 0) + WINDOW_SECONDS;
    if (window.value > bound && follows) {
      current.push(window);
      continue;
    }
    if (current.length >= LEAST_WINDOWS) spells.push(current);
    current = window.value > bound ? [window] : [];
  }
  return spells.map((spell) => ({
    from: spell[0]?.from ?? 0,
    until: (spell.at(-1)?.from ?? 0) + WINDOW_SECONDS,
    runLowest: Math.min(...spell.map(({ value }) => value)),
  }));
}
