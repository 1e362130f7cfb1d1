/** The capacity run that a rate follows from, as a member of summary.json. Pure. */

import type * as v from "valibot";
import { formatNumber } from "../base/figures.ts";
import { described, type Immutable, number, object, oneOf, optional, text } from "../base/schema.ts";

/** Why the rate that held is no certain knee. */
export const DOUBTS = {
  "lower-bound": "a lower bound",
  unconfirmed: "a knee that is not confirmed",
} as const;
const DOUBT_NAMES = ["lower-bound", "unconfirmed"] as const satisfies readonly (keyof typeof DOUBTS)[];

export const KNEE = optional(
  object({
    run: described(text(), "The capacity run that the rate follows from."),
    perSecond: described(number(), "Operations per second that held there."),
    doubt: optional(
      oneOf(DOUBT_NAMES),
      "Lower bound: the target may take more. Unconfirmed: the knee was not confirmed. Absent: it is a confirmed knee.",
    ),
  }),
  "Absent: the user gave the rate.",
);

export type Knee = NonNullable<Immutable<v.InferOutput<typeof KNEE>>>;

/** What its summary says. */
interface AnswerOfSearch {
  readonly answer: string;
  readonly confirmed?: boolean;
}

/** Undefined: it is a confirmed knee. */
export function doubtOf({ answer, confirmed }: AnswerOfSearch): Knee["doubt"] {
  if (answer === "at-least") return "lower-bound";
  return confirmed === false ? "unconfirmed" : undefined;
}

/** `rate     70 % of 40.0/s, which held in RUN`; none where the user gave the rate. */
export function kneeLines(knee: Knee | undefined, perSecond: number): string[] {
  if (knee === undefined) return [];
  const share = Math.round((100 * perSecond) / knee.perSecond);
  const doubt = knee.doubt === undefined ? "" : `: ${DOUBTS[knee.doubt]}`;
  return [`rate     ${share} % of ${formatNumber(knee.perSecond)}/s, which held in ${knee.run}${doubt}`];
}
