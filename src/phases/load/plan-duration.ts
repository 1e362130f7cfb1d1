/** Estimates the duration of a load: at the requested rate, otherwise at the last measured one. Pure. */

import { formatDuration } from "../../base/figures.ts";
import { rateText } from "../../results/capacity/capacity-lines.ts";
import type { MeasuredRate } from "../../run/earlier-runs.ts";

export interface PlanDuration {
  readonly durationMs: number;
  readonly perSecond: number;
  /** Name of the run in which the rate was measured; absent: it is the one that was asked for. */
  readonly measuredIn?: string;
  /** For people. */
  readonly text: string;
}

/**
 * @param arrivalRate items per second; 0: none was asked for
 * @param measured called only when it is needed
 * @returns undefined where nothing is known, or nothing is to be created
 */
export function planDuration(
  items: number,
  arrivalRate: number,
  measured: () => MeasuredRate | undefined,
): PlanDuration | undefined {
  if (items <= 0) return undefined;
  const known = arrivalRate > 0 ? undefined : measured();
  const perSecond = known?.perSecond ?? arrivalRate;
  if (perSecond === 0) return undefined;
  const durationMs = (1000 * items) / perSecond;
  const source = known === undefined ? "the rate of --arrival-rate" : `as in ${known.run}`;
  const text = `about ${formatDuration(durationMs)} at ${rateText(perSecond)} ${known?.unit ?? "items"}/s, ${source}`;
  return { durationMs, perSecond, ...(known === undefined ? {} : { measuredIn: known.run }), text };
}

/** After the table of a plan; none where nothing is to be created. */
export function durationLines(items: number, duration: PlanDuration | undefined): string[] {
  if (items <= 0) return [];
  return [
    "",
    duration === undefined
      ? "The duration of the load is unknown: no load into this target was measured. Set a rate with --arrival-rate."
      : `The load takes ${duration.text}.`,
  ];
}
