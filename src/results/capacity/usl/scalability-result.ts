/** The Universal Scalability Law fitted to a search by users, as a member of summary.json. Pure. */

import * as v from "valibot";
import { described, expected, flag, type Immutable, list, object, wholeNumber } from "../../../base/schema.ts";

/** JSON has null for Infinity. */
const bound = (description: string) =>
  described(
    v.pipe(
      v.nullable(v.number(expected("a number or null"))),
      v.transform((value) => value ?? Number.POSITIVE_INFINITY),
    ),
    `${description} Null: there is none.`,
  );

const ESTIMATE = {
  value: bound("Best estimate."),
  low: bound("Lower end of its 95 % interval."),
  high: bound("Upper end."),
};

export const SCALABILITY = object({
  perUser: described(object(ESTIMATE), "Operations per second of one user alone."),
  contention: described(object(ESTIMATE), "Share of the work that is done one at a time."),
  coherency: described(object(ESTIMATE), "Work that each pair of users causes, as a share of that of one user."),
  peakUsers: described(object(ESTIMATE), "Users with the highest throughput."),
  peakPerSecond: described(
    object(ESTIMATE),
    "Operations per second there; without a peak those that many users come near to.",
  ),
  rSquared: described(
    v.number(expected("a number")),
    "Share of the variation of the throughput that the law explains; 0 or less: none.",
  ),
  isFollowed: described(
    flag(),
    "Whether that is more than chance explains; the estimates are worth nothing otherwise.",
  ),
  curve: described(
    list(object({ users: wholeNumber(), ...ESTIMATE })),
    "Operations per second of the law by numbers of users.",
  ),
});

export type Scalability = Immutable<v.InferOutput<typeof SCALABILITY>>;
/** With its 95 % interval; Infinity: there is none. */
export type Estimate = Scalability["peakUsers"];
