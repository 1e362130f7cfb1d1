/** What a soak found, as a member of summary.json. Pure. */

import type * as v from "valibot";
import { described, flag, type Immutable, number, object, optional, wholeNumber } from "../../base/schema.ts";
import { DRIFT } from "../drift/drift-result.ts";
import { findDrifts } from "../drift/find-drifts.ts";
import { KNEE } from "../knee.ts";
import type { SoakMeter } from "./soak-meter.ts";

export const SOAK = object({
  perSecond: described(number(), "Requested operations per second."),
  seconds: described(number(), "How long this rate was requested."),
  partial: optional(flag(), "True: the run was stopped before its end, and the figures are of the time until then."),
  asked: described(wholeNumber(), "Operations that became due."),
  done: described(wholeNumber(), "Those that succeeded."),
  failed: described(wholeNumber(), "Those that failed."),
  starts: described(wholeNumber(), "Starts of k6."),
  knee: KNEE,
  drift: described(DRIFT, "Which figures rose at a constant rate."),
});

export type SoakResult = Immutable<v.InferOutput<typeof SOAK>>;

/** What was asked for until the last line of the clock, and what came of it. */
export interface MeasuredSoak {
  readonly perSecond: number;
  readonly durationMs: number;
  readonly asked: number;
  readonly askedMs: number;
  readonly meter: SoakMeter;
  /** The mix creates more than it deletes. */
  readonly grows: boolean;
}

/** Undefined: it was stopped before the first operation. */
export function soakResult(measured: MeasuredSoak): Omit<SoakResult, "starts" | "knee"> | undefined {
  const { perSecond, durationMs, askedMs, meter, grows } = measured;
  const { done, failed } = meter;
  const figures = { perSecond, done, failed, drift: findDrifts(meter.input(grows)) };
  if (askedMs >= durationMs) return { ...figures, seconds: durationMs / 1000, asked: measured.asked };
  // After the last line of the clock, more operations may have become due.
  const asked = Math.max(measured.asked, done + failed);
  return asked === 0 ? undefined : { ...figures, seconds: asked / perSecond, asked, partial: true };
}
