/** Where the figures of histories changed, and which of these changes are an alarm. Pure. */

import { changePointsOf, FEWEST } from "../stats/change-points.ts";
import { meanOf } from "../stats/mean.ts";
import { quantileOf } from "../stats/percentile.ts";
import { type HistoryRun, historiesOf, type LeftOut, type UsableRun } from "./histories.ts";
import { HISTORY_FIGURES, type HistoryFigure } from "./history-figures.ts";

export interface TrendOptions {
  /** Chance of a false alarm in a history without any change. */
  readonly level: number;
  /** Smaller changes do not count, as a share; of failures, any does. */
  readonly minChange: number;
  /** Newest runs of a history that are looked at. */
  readonly most: number;
  /** A change for the worse within so many newest runs is an alarm. */
  readonly alarmRuns: number;
  readonly versionLabels: readonly string[];
  readonly seed: number;
}

export interface TrendChange {
  /** First run after the change. */
  readonly run: string;
  readonly startedAt: string;
  readonly commit: string;
  readonly version: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Median of the runs before it, back to the change before; of failures the mean. */
  readonly before: number;
  readonly after: number;
  readonly isWorse: boolean;
  readonly isAlarm: boolean;
  readonly pValue: number;
  /** In most cases the change is at most so many runs earlier or later. */
  readonly margin: number;
}

export interface FigureTrend {
  readonly figure: string;
  /** One for each run; null where it has none. */
  readonly values: readonly (number | null)[];
  /** Of the runs since the last change; null without any. */
  readonly now: number | null;
  readonly changes: readonly TrendChange[];
}

export interface HistoryTrend {
  readonly name: string;
  readonly runs: readonly { readonly name: string; readonly startedAt: string }[];
  /** Older runs that were not looked at. */
  readonly older: number;
  readonly figures: readonly FigureTrend[];
}

/** Of a history that can have a change. */
export const FEWEST_RUNS = 2 * FEWEST;

export interface Trend {
  readonly isAlarm: boolean;
  /** At least one history has the runs that a change needs. */
  readonly isConclusive: boolean;
  readonly histories: readonly HistoryTrend[];
  readonly leftOut: readonly LeftOut[];
}

export function trendOf(runs: readonly HistoryRun[], options: TrendOptions): Trend {
  const { histories, leftOut } = historiesOf(runs, options.versionLabels);
  const trends = histories.map(({ name, runs }) => historyTrend(name, runs, options));
  const isAlarm = trends.some(({ figures }) => figures.some(({ changes }) => changes.some((change) => change.isAlarm)));
  const isConclusive = trends.some(({ runs }) => runs.length >= FEWEST_RUNS);
  return { isAlarm, isConclusive, histories: trends, leftOut };
}

function historyTrend(name: string, all: readonly UsableRun[], options: TrendOptions): HistoryTrend {
  const runs = all.slice(-options.most);
  const figures = HISTORY_FIGURES.map((figure) => ({ figure, values: runs.map(({ summary }) => figure.of(summary)) }));
  const present = figures.filter(({ values }) => values.some((value) => !Number.isNaN(value)));
  const found = changePointsOf(
    present.map(({ figure, values }) => values.map(scaleOf(figure))),
    options,
  );
  return {
    name,
    runs: runs.map(({ name, summary }) => ({ name, startedAt: summary.startedAt })),
    older: all.length - runs.length,
    figures: present.map(({ figure, values }, index) => figureTrend(figure, values, runs, found[index] ?? [], options)),
  };
}

/** Times and rates vary by shares of them; shares of failures may be 0. */
function scaleOf({ name }: HistoryFigure): (value: number) => number {
  return name === "failures" ? (value) => value : (value) => (value > 0 ? Math.log(value) : Number.NaN);
}

function figureTrend(
  figure: HistoryFigure,
  values: readonly number[],
  runs: readonly UsableRun[],
  found: ReturnType<typeof changePointsOf>[number],
  { minChange, alarmRuns }: TrendOptions,
): FigureTrend {
  const level = (from: number, to: number): number => levelOf(figure, values.slice(from, to));
  const levels = (points: typeof found): number[] =>
    [0, ...points.map(({ at }) => at)].map((from, index) => level(from, points[index]?.at ?? values.length));
  let points = found;
  // The smallest first: what it separated is one level then.
  for (;;) {
    const sizes = sizesOf(levels(points));
    const least = Math.min(...sizes);
    if (points.length === 0 || figure.name === "failures" || least >= minChange) break;
    points = points.filter((_, index) => index !== sizes.indexOf(least));
  }
  const steps = levels(points);
  const now = steps.at(-1) ?? Number.NaN;
  const changes = points.map(({ at, pValue, margin }, index): TrendChange => {
    const [before, after] = [steps[index] as number, steps[index + 1] as number];
    const isWorse = after > before === (figure.worse === "higher");
    const isUndone = Math.abs(now - before) < Math.abs(now - after);
    const isAlarm = isWorse && !isUndone && at >= values.length - alarmRuns;
    const { name, commit, summary } = runs[at] as UsableRun;
    const { startedAt, labels, target } = summary;
    const change = { before, after, isWorse, isAlarm, pValue, margin };
    return { run: name, startedAt, commit, version: target.version, labels, ...change };
  });
  return {
    figure: figure.name,
    values: values.map((value) => (Number.isNaN(value) ? null : value)),
    now: Number.isNaN(now) ? null : now,
    changes,
  };
}

function sizesOf(levels: readonly number[]): number[] {
  return levels.slice(1).map((level, index) => Math.abs(level / (levels[index] as number) - 1));
}

function levelOf({ name }: HistoryFigure, values: readonly number[]): number {
  const own = values.filter((value) => !Number.isNaN(value));
  if (own.length === 0) return Number.NaN;
  return name === "failures" ? meanOf(own) : quantileOf(own, 0.5);
}
