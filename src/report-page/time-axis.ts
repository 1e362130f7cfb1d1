/** Ticks of a time axis: since the start of the run, and below them the time of day. */

import { clock } from "../base/figures.ts";

/** Seconds between two ticks. */
export const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400];
/** Pixels that a tick needs. */
export const TICK_SPACE = 64;

/** Right of the axis: half of the time of day below the last tick. */
export const RIGHT_ROOM = 28;

/** `0:42`, and `04:15:42` where it is known when the run began. */
export function timeText(second: number, startMs: number | undefined): string[] {
  const elapsed = clock(second);
  if (startMs === undefined || !Number.isFinite(startMs) || startMs <= 0) return [elapsed];
  return [elapsed, new Date(startMs + 1000 * second).toISOString().slice(11, 19)];
}

/** From 0 to `end` seconds, on so many pixels. */
export function timeTicks(
  end: number,
  width: number,
  startMs: number | undefined,
): { readonly second: number; readonly lines: readonly string[] }[] {
  const step = STEPS.find((each) => (each / end) * width >= TICK_SPACE) ?? end;
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, at) => ({
    second: at * step,
    lines: timeText(at * step, startMs),
  }));
}
