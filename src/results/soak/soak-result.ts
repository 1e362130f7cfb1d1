/** What a soak found, as a member of summary.json. Pure. */

import type * as v from "valibot";
import { described, type Immutable, number, object, wholeNumber } from "../../base/schema.ts";
import { DRIFT } from "../drift/drift-result.ts";
import { KNEE } from "../knee.ts";

export const SOAK = object({
  perSecond: described(number(), "Operations per second that were asked for."),
  seconds: described(number(), "How long they were asked for."),
  asked: described(wholeNumber(), "Operations that became due."),
  done: described(wholeNumber(), "Those that succeeded."),
  failed: described(wholeNumber(), "Those that failed."),
  starts: described(wholeNumber(), "Starts of k6."),
  knee: KNEE,
  drift: described(DRIFT, "Which figures rose while the rate was the same."),
});

export type SoakResult = Immutable<v.InferOutput<typeof SOAK>>;
