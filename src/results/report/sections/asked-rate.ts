/** The rate that a run was asked for, over time. Pure. */

import { parseStages } from "../../../base/stages.ts";
import { manifestSetting } from "../../manifest-setting.ts";
import type { RunReport } from "../run-report.ts";
import type { RunSeries, Values } from "../series.ts";

interface Stretch {
  /** Seconds on the time axis. */
  readonly from: number;
  readonly seconds: number;
  /** At its start. */
  readonly perSecond: number;
  /** At its end, where the rate changes evenly. */
  readonly endsAt?: number;
}

type Run = Pick<RunReport, "summary" | "manifest">;

/** A value for each period of the series; undefined where no rate was asked for, or its times are not known. */
export function askedOverTime(series: RunSeries, run: Run): Values | undefined {
  const stretches = askedIn(series, run).filter((stretch) => stretch.seconds > 0);
  return stretches.length === 0 ? undefined : askedAt(series.seconds, stretches);
}

/** The rate in the middle of each period. */
function askedAt(ends: readonly number[], stretches: readonly Stretch[]): Values {
  return ends.map((end, at) => {
    const middle = (end + Math.min(end, ends[at - 1] ?? 0)) / 2;
    const stretch = stretches.find(({ from, seconds }) => middle >= from && middle < from + seconds);
    return stretch === undefined ? null : rateAt(middle, stretch);
  });
}

function rateAt(second: number, { from, seconds, perSecond, endsAt = perSecond }: Stretch): number {
  return perSecond + ((endsAt - perSecond) * (second - from)) / seconds;
}

function askedIn(series: RunSeries, { summary, manifest }: Run): Stretch[] {
  const { capacity, spike, soak, load, openModel, warmUpMs } = summary;
  const at = (ms: number): number => (ms - (series.startMs ?? Number.NaN)) / 1000;
  if (capacity !== undefined)
    return capacity.steps.flatMap(({ fromMs, seconds, askedPerSecond: perSecond, users }) =>
      fromMs === undefined || users !== undefined ? [] : [{ from: at(fromMs), seconds, perSecond }],
    );
  if (spike?.startMs !== undefined) {
    const from = at(spike.startMs);
    const { before, spike: peak, after } = spike;
    return [
      { ...before, from: from - before.seconds },
      { ...peak, from },
      { ...after, from: from + peak.seconds },
    ];
  }
  if (soak !== undefined) return [whileAtWork(series, soak.perSecond)];
  const settingOf = (name: string): string => manifestSetting(manifest, name) ?? "";
  const itemsPerSecond = load === undefined ? 0 : Number(settingOf("ARRIVAL_RATE"));
  if (itemsPerSecond > 0) return [whileAtWork(series, itemsPerSecond)];
  return openModel === undefined ? [] : ofOpenModel(openModel, warmUpMs / 1000, settingOf);
}

/**
 * A run with stages has a ramping rate, unless the setting of the model says otherwise: then either may have won.
 * @param from when its measured part begins
 */
function ofOpenModel(
  { asked, askedPerSecond: perSecond }: NonNullable<RunReport["summary"]["openModel"]>,
  from: number,
  settingOf: (name: string) => string,
): Stretch[] {
  const stages = parseStages(settingOf("STAGES"));
  if (stages === undefined) return [{ from, seconds: asked / perSecond, perSecond }];
  if (settingOf("MODEL") === "constant-arrival-rate") return [];
  const stretches: Stretch[] = [];
  let [at, rate] = [from, Number(settingOf("RW_RATE"))];
  for (const { duration, target } of stages) {
    const seconds = duration / 1000;
    stretches.push({ from: at, seconds, perSecond: rate, endsAt: target });
    at += seconds;
    rate = target;
  }
  return stretches;
}

/** A constant rate from the first operation to the last, also over several starts of k6. */
function whileAtWork({ seconds, endedOperations }: RunSeries, perSecond: number): Stretch {
  const atWork = seconds.filter((_, at) => (endedOperations[at] ?? 0) > 0);
  const from = seconds[seconds.indexOf(atWork[0] ?? 0) - 1] ?? 0;
  return { from, seconds: (atWork.at(-1) ?? from) - from, perSecond };
}
