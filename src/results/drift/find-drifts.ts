/**
 * Which figures of a long run drift: by how much, since when, and how. For each series:
 *
 * 1. The first minutes are left out, because caches fill and code is compiled then. Outliers are clipped.
 * 2. Of all slopes and jumps upwards, the one that explains most of the series is fitted (shapes.ts).
 * 3. Its p-value comes from noise with the same memory and no drift (significance.ts), and is corrected for the number
 *    of series (Holm).
 * 4. A drift is significant, large enough to matter, still there at the end, and no warm-up of memory (rise.ts).
 * 5. Of what does not drift, it is told how large a rise would have been found. It is unclear where that is a doubling.
 *
 * Only what rises is a drift: more is worse in all of these figures. Pure.
 */

import { holmAdjust } from "../stats/holm.ts";
import { meanOf } from "../stats/mean.ts";
import { createRandom } from "../stats/random.ts";
import { clipped } from "./clip.ts";
import type { DriftResult, DriftUnit, SeriesDrift } from "./drift-result.ts";
import { inParts } from "./parts.ts";
import { leastRise, riseOf } from "./rise.ts";
import { Shapes } from "./shapes.ts";
import { type Significance, significance } from "./significance.ts";

export interface DriftSeries {
  readonly name: string;
  readonly unit: DriftUnit;
  /** One for each step of the run from its start; NaN: not measured. */
  readonly values: readonly number[];
}

export interface DriftInput {
  readonly stepSeconds: number;
  readonly series: readonly DriftSeries[];
  /**
   * Rows in the database at each step, where the mix changes their number. Their effect is taken out of each series: what
   * rises only as they do is no drift.
   */
  readonly rows?: readonly number[];
}

/** Chance of any false alarm in a run. */
const ALPHA = 0.005;
/** Draws of noise for each series, times the number of series: the correction asks for p-values as small as that. */
const DRAWS = 3 / ALPHA;
const SEED = 1;
/** The first tenth of a run is left out, a quarter of an hour at most. */
const SETTLING_SHARE = 0.1;
const SETTLING_SECONDS = 900;
/** Robust standard deviations from the median: what is further away is an outlier. */
const USUAL = 4;
/** With fewer points there is no test. */
const LEAST_POINTS = 40;
/** Nothing is claimed of a figure that might have doubled, or of failures that might have risen by so much. */
const MOST_HIDDEN_SHARE = 0.05;

/** Of a run, for a test of what has a point in each of them. */
export const LEAST_STEPS = Math.ceil(LEAST_POINTS / (1 - SETTLING_SHARE));

/** What is known of a series without its name and unit. */
type Finding = Omit<SeriesDrift, "name" | "unit">;

export function findDrifts(input: DriftInput): DriftResult {
  const { stepSeconds, series } = input;
  const steps = series.reduce((most, { values }) => Math.max(most, values.length), 0);
  const first = Math.ceil(Math.min(SETTLING_SHARE * steps, SETTLING_SECONDS / stepSeconds));
  const alone = testAll(input, first, undefined);
  const apart = input.rows === undefined ? alone : testAll(input, first, input.rows);
  return {
    fromSeconds: first * stepSeconds,
    toSeconds: steps * stepSeconds,
    stepSeconds,
    series: series.map(({ name, unit, values }, index) => {
      const own = apart[index] as Finding;
      const withRows = alone[index] as Finding;
      const byRows: Finding = withRows.state === "drifts" ? { ...withRows, state: "with-rows" } : withRows;
      const found = own.state === "drifts" ? own : byRows;
      return { name, unit, ...found, ...(found.kind === undefined ? {} : { values: values.map(orNull) }) };
    }),
  };
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function testAll({ series, stepSeconds }: DriftInput, first: number, rows: readonly number[] | undefined): Finding[] {
  const random = createRandom(SEED);
  const points = series.map((own) => pointsFrom(own, first, rows));
  const tests = points.map((own) => test(own, random, series.length));
  const pValues = holmAdjust(tests.map(({ pValue }) => pValue));
  return points.map((own, index) => {
    if (isTooShort(own)) return { state: "too-short" };
    const pValue = pValues[index] as number;
    const seconds = own.steps.map((step) => step * stepSeconds);
    const rise = pValue > ALPHA ? undefined : riseOf({ ...own, seconds }, series[index]?.unit ?? "ms");
    if (rise !== undefined) return { state: "drifts", pValue, ...rise };
    return { pValue, ...withoutRise(own, series[index]?.unit ?? "ms", tests[index] as Significance) };
  });
}

/** What is certain of a figure that did not rise. */
function withoutRise({ values }: Points, unit: DriftUnit, { detectable }: Significance): Finding {
  const before = meanOf(values);
  const isUnclear = detectable > (unit === "share" ? MOST_HIDDEN_SHARE : before);
  if (isUnclear) return { state: "unclear", before };
  return { state: "steady", before, detectable: Math.max(detectable, leastRise(before, unit)) };
}

/** The measured points of a series after the first minutes, clipped. */
interface Points {
  readonly steps: readonly number[];
  readonly values: Float64Array;
  readonly rows: Float64Array | undefined;
}

function pointsFrom({ values }: DriftSeries, first: number, rows: readonly number[] | undefined): Points {
  const isMeasured = (step: number): boolean => Number.isFinite(values[step]) && Number.isFinite(rows?.[step] ?? 0);
  const steps = [...values.keys()].filter((step) => step >= first && isMeasured(step));
  const ofSteps = (list: readonly number[]) => Float64Array.from(steps, (step) => list[step] as number);
  return { steps, values: clipped(ofSteps(values), USUAL), rows: rows && ofSteps(rows) };
}

function isTooShort({ values }: Points): boolean {
  return values.length < LEAST_POINTS;
}

/** @param count of series, which the correction makes of it */
function test(points: Points, random: () => number, count: number): Significance {
  const nothing = { pValue: 1, detectable: 0 };
  if (isTooShort(points)) return nothing;
  const parts = inParts(points.values);
  const shapes = new Shapes(parts.length, points.rows && inParts(points.rows));
  const flat = shapes.flattened(parts);
  const fit = shapes.best(flat);
  if (fit === undefined) return nothing;
  return significance(shapes, fit.share, shapes.rest(flat, fit), random, DRAWS * count, ALPHA / count);
}
