/** Drift in a soak, as a member of summary.json. Pure. */

import * as v from "valibot";
import { described, type Immutable, list, number, object, oneOf, optional, text } from "../../base/schema.ts";

/** What the figures of a series are. */
const DRIFT_UNITS = ["ms", "share", "bytes"] as const;
const DRIFT_STATES = ["drifts", "steady", "with-rows", "unclear", "too-short"] as const;
export const DRIFT_KINDS = ["slope", "jump"] as const;

const SERIES = object({
  name: described(text(), "Name of the series."),
  unit: described(oneOf(DRIFT_UNITS), "Unit of its figures."),
  state: described(
    oneOf(DRIFT_STATES),
    "Drifts: it rose, more than chance explains, and stayed. With rows: as drifts, but the rows present explain it. " +
      "Unclear: nothing was found, but so much is chance that it might have doubled. Too short: too few points for a test.",
  ),
  kind: optional(oneOf(DRIFT_KINDS), "Slope: it rose steadily. Jump: it rose at once. Absent where nothing rose."),
  sinceSeconds: optional(number(), "When it began, in seconds since the start of the run; 0: from the start."),
  before: optional(number(), "Its level before that; of what did not rise, its mean."),
  change: optional(number(), "How much it rose until the end, in its unit."),
  perHour: optional(number(), "The same per hour; only of a slope."),
  pValue: optional(
    number(),
    "Chance of such a rise without drift, corrected for the number of series; absent if too short.",
  ),
  detectable: optional(
    number(),
    "A steady rise by so much, from the first point to the last, would have been found in about nine of ten such runs; only of a steady figure.",
  ),
  values: optional(
    list(v.nullable(number())),
    "One for each step of the run from its start; null: not measured. Absent where nothing rose.",
  ),
});

export const DRIFT = described(
  object({
    fromSeconds: described(number(), "Start of the tested points in seconds since the start of the run."),
    toSeconds: described(number(), "Their end."),
    stepSeconds: described(number(), "Length of a step."),
    series: described(list(SERIES), "In the order in which they were given."),
  }),
  "Whether figures rose while the load stayed the same; only in the soak phase.",
);

export type DriftResult = Immutable<v.InferOutput<typeof DRIFT>>;
export type SeriesDrift = DriftResult["series"][number];
export type DriftUnit = (typeof DRIFT_UNITS)[number];
