/** The capacity run that a rate follows from, as a member of summary.json. Pure. */

import type * as v from "valibot";
import { formatNumber } from "../base/figures.ts";
import { described, type Immutable, number, object, optional, text } from "../base/schema.ts";

export const KNEE = optional(
  object({
    run: described(text(), "The capacity run that the rate follows from."),
    perSecond: described(number(), "Operations per second that held there."),
  }),
  "Absent: the user gave the rate.",
);

export type Knee = NonNullable<Immutable<v.InferOutput<typeof KNEE>>>;

/** `rate     70 % of 40.0/s, which held in RUN`; none where the user gave the rate. */
export function kneeLines(knee: Knee | undefined, perSecond: number): string[] {
  if (knee === undefined) return [];
  const share = Math.round((100 * perSecond) / knee.perSecond);
  return [`rate     ${share} % of ${formatNumber(knee.perSecond)}/s, which held in ${knee.run}`];
}
