/** The rate that a phase holds: set by the user, or a share of the last capacity run's result. */

import { LoadTestError } from "../../base/errors.ts";
import { formatNumber, formatPercent } from "../../base/figures.ts";
import { DOUBTS, doubtOf, type Knee } from "../../results/knee.ts";
import { type CapacityRun, lastAnswer } from "../../run/earlier-runs.ts";
import type { RunSite } from "../../run/phase.ts";
import { targetIdentity } from "../../run/ready-target.ts";
import { positiveRate } from "./rate.ts";

export interface RateSettings {
  /** Name of the setting of the rate, and what the user gave; empty: nothing. */
  readonly name: string;
  readonly text: string;
  /** Of the highest rate that held, 0 to 1. */
  readonly share: number;
  /** Largest rate as a multiple of the one that is returned. */
  readonly times: number;
}

export interface HeldRate {
  /** Operations per second. */
  readonly perSecond: number;
  /** Absent: the user gave the rate. */
  readonly knee?: CapacityRun;
}

/** @throws LoadTestError "config" for a rate that cannot be read or is above MAX_RATE, and where nothing was measured */
export function wantedRate(site: RunSite, mix: string, { name, text, share, times }: RateSettings): HeldRate {
  const { config } = site.context.settings;
  const held = text === "" ? ofKnee(site, mix, share) : { perSecond: checkedRate(name, text) };
  const most = times * held.perSecond;
  if (most <= config.maxRate) return held;
  throw new LoadTestError("config", `${formatNumber(most)}/s is above MAX_RATE, which is ${config.maxRate}.`, {
    hint: "Use a lower --rate, or raise --max-rate.",
  });
}

/** Where the rate is from, after it: ` (70 % of RUN)`; empty where the user gave it. @param share of RateSettings */
export function originText({ knee }: HeldRate, share: number): string {
  return knee === undefined ? "" : ` (${formatPercent(share)} of ${knee.run})`;
}

/** Notes about a rate that follows from a capacity run: an uncertain knee, or a search by users. */
export function rateNotes({ knee }: HeldRate): string[] {
  if (knee === undefined) return [];
  const { run, capacity } = knee;
  const doubt = doubtOf(capacity);
  return [
    ...(doubt === undefined ? [] : [`note      the rate is a share of ${DOUBTS[doubt]}: ${run} ${capacity.text}`]),
    ...(capacity.by === "users"
      ? [`note      the rate is from a search by users (${run}), which has no latency limit`]
      : []),
  ];
}

/** The knee as a member of summary.json; nothing where the user gave the rate. */
export function kneeMember({ knee }: HeldRate): { knee?: Knee } {
  if (knee === undefined) return {};
  const doubt = doubtOf(knee.capacity);
  return { knee: { run: knee.run, perSecond: knee.capacity.perSecond, ...(doubt && { doubt }) } };
}

/** @throws LoadTestError "config" */
export function checkedRate(name: string, text: string): number {
  const perSecond = positiveRate(text);
  if (perSecond !== undefined) return perSecond;
  throw new LoadTestError("config", `${name}: "${text}" is not a rate such as 40/s`);
}

/** The newest capacity run of this target and mix that has an answer. */
export function answerAt({ context, target }: RunSite, mix: string): CapacityRun | undefined {
  return lastAnswer(context.settings.config.resultsDirectory, targetIdentity(target), mix);
}

function ofKnee(site: RunSite, mix: string, share: number): HeldRate {
  const found = answerAt(site, mix);
  if (found !== undefined) return shareOf(found, share);
  const { resultsDirectory } = site.context.settings.config;
  throw new LoadTestError("config", `No capacity run of this target with the mix ${mix} is in ${resultsDirectory}.`, {
    hint: "Run npm run capacity first, or set a rate, such as --rate 40/s.",
  });
}

/** @throws LoadTestError "config" where no rate held */
export function shareOf(found: CapacityRun, share: number): HeldRate {
  const { run, capacity } = found;
  if (capacity.answer !== "at-most") return { perSecond: share * capacity.perSecond, knee: found };
  throw new LoadTestError("config", `No rate held in the newest capacity run with this mix: ${run} ${capacity.text}.`, {
    hint: "Set a rate, such as --rate 5/s, or run npm run capacity with a lower --start-rate.",
  });
}
