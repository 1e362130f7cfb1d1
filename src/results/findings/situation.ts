/** The step at which a target gave way, compared with the last one that it sustained. Pure. */

import { brokenRule, isMeasured, type StepFigures, WARM_UP_MS } from "../capacity/step.ts";
import type { FailureCause } from "../failure-digest.ts";
import type { DatabaseReport, StatementInterval } from "../figures/database-report.ts";
import { type FigureSample, type FigureValues, valueIn, WAIT } from "../figures/figure-values.ts";
import type { Evidence } from "./evidence.ts";

/** A step with what was collected during it. */
export interface Place {
  /** As people count: the first step is 1. */
  readonly number: number;
  readonly figures: StepFigures;
  /** Means. */
  readonly values: FigureValues;
  /** Active sessions of the database, added up over the samples: on so many a share of them rests. */
  readonly sessionsSeen: number;
  readonly statements: StatementInterval | undefined;
}

export interface Situation {
  readonly steps: readonly Place[];
  /** The first step that was too much for the target. */
  readonly broken: Place;
  /** The fastest of the steps before it that held; undefined: none did. */
  readonly held: Place | undefined;
  /** The slowest of the steps before it that held: what is as high there does not come from the load. */
  readonly calmest: Place | undefined;
  readonly database: DatabaseReport | undefined;
  readonly causes: readonly FailureCause[];
}

/** @returns undefined where no step was too much for the target */
export function situationOf({ steps, limits, samples, database, causes }: Evidence): Situation | undefined {
  const places = steps.map((step, index) => placeOf(step, index + 1, samples, database));
  const isBroken = ({ figures }: Place): boolean => brokenRule(figures, limits) !== undefined;
  const broken = places.find((place) => isBroken(place) && isMeasured(place.figures));
  if (broken === undefined) return undefined;
  const before = places.filter((place) => place.number < broken.number && !isBroken(place));
  const rising = byRate(before);
  return { steps: places, broken, held: rising.at(-1), calmest: rising[0], database, causes };
}

function byRate(places: readonly Place[]): readonly Place[] {
  return [...places].sort((a, b) => a.figures.rate - b.figures.rate);
}

function placeOf(
  figures: StepFigures,
  number: number,
  samples: readonly FigureSample[],
  database: DatabaseReport | undefined,
): Place {
  const { fromMs, seconds } = figures;
  const middleMs = fromMs + 500 * seconds;
  const statements = database?.steps.find((interval) => interval.fromMs <= middleMs && middleMs < interval.toMs);
  const parts = partsIn(fromMs - WARM_UP_MS, fromMs + 1000 * seconds, samples);
  const sessionsSeen = parts.reduce((sum, { values }) => sum + (values["database.active"] ?? 0), 0);
  const whole = parts.filter(({ beganInStep }) => beganInStep);
  return { number, figures, values: meansOf(whole.length > 0 ? whole : parts), sessionsSeen, statements };
}

interface Part {
  readonly values: FigureValues;
  /** Milliseconds of the step that the sample covers. */
  readonly weight: number;
  /** The pause before the step, which has no load, is not in it. */
  readonly beganInStep: boolean;
}

/** A sample of which less lies in the step is about the time before or after it. */
const LEAST_PART = 1 / 3;

/** Samples taken under the load of the step, which begins with its warm-up. */
function partsIn(startMs: number, endMs: number, samples: readonly FigureSample[]): Part[] {
  return samples.flatMap(({ atMs, values }, index) => {
    const beforeMs = samples[index - 1]?.atMs ?? startMs;
    const weight = Math.min(atMs, endMs) - Math.max(beforeMs, startMs);
    const isOfStep = weight > 0 && weight >= LEAST_PART * (atMs - beforeMs);
    return isOfStep ? [{ values, weight, beganInStep: beforeMs >= startMs }] : [];
  });
}

function meansOf(parts: readonly Part[]): FigureValues {
  const names = new Set(parts.flatMap(({ values }) => Object.keys(values)));
  const means: Record<string, number> = {};
  for (const name of names) {
    const known = parts.flatMap(({ values, weight }) => {
      const value = valueIn(values, name);
      return value === undefined ? [] : [{ value, weight }];
    });
    const weight = known.reduce((sum, part) => sum + part.weight, 0);
    if (weight > 0) means[name] = known.reduce((sum, part) => sum + part.weight * part.value, 0) / weight;
  }
  return means;
}

/** The rest of each name of a figure that begins so. */
export function namesIn({ values }: Place, start: string): readonly string[] {
  return Object.keys(values).flatMap((name) => (name.startsWith(start) ? [name.slice(start.length)] : []));
}

/** What active sessions waited for: `Lock:transactionid` and so on. */
export function waitsIn(place: Place): readonly string[] {
  return namesIn(place, WAIT).filter((wait) => wait !== "CPU");
}

/** Of the time of active sessions, 0 to 1; 0 where there were none, undefined where they are unknown. */
export function waitShare({ values }: Place, waits: readonly string[]): number | undefined {
  const active = values["database.active"];
  if (active === undefined || active === 0) return active;
  return waits.reduce((sum, wait) => sum + (values[`${WAIT}${wait}`] ?? 0), 0) / active;
}

/** Rates that differ by less do not show that a figure stays. */
const RATE_RISE = 1.25;
const STAYS = 1.1;

/** The step above which a figure stays where it is though the rate rises; undefined: none, or not known. */
export function flatFrom({ steps }: Situation, figure: string): number | undefined {
  const known = byRate(steps.filter(({ values }) => (values[figure] ?? 0) > 0));
  const fastest = known.at(-1)?.figures.rate ?? 0;
  const first = known.find(({ figures: { rate }, values }, index) => {
    const most = STAYS * (values[figure] as number);
    return fastest >= RATE_RISE * rate && known.slice(index + 1).every((later) => (later.values[figure] ?? 0) <= most);
  });
  return first?.number;
}
