/** The rate that a phase holds: the user's, or a share of what the last capacity run found. */

import { LoadTestError } from "../../base/errors.ts";
import { formatNumber, formatPercent } from "../../base/figures.ts";
import type { Knee } from "../../results/knee.ts";
import { type LastKnee, lastKnee } from "../../run/earlier-runs.ts";
import type { RunSite } from "../../run/phase.ts";
import { targetIdentity } from "../../run/ready-target.ts";
import { parseRate } from "./rate.ts";

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
  /** Operations a second. */
  readonly perSecond: number;
  /** Absent: the user gave the rate. */
  readonly knee?: LastKnee;
}

/** @throws LoadTestError "config" for a rate that cannot be read or is above MAX_RATE, and where nothing was measured */
export function wantedRate(site: RunSite, mix: string, { name, text, share, times }: RateSettings): HeldRate {
  const { config } = site.context.settings;
  const held = text === "" ? ofKnee(site, mix, share) : { perSecond: checkedRate(name, text) };
  const most = times * held.perSecond;
  if (most <= config.maxRate) return held;
  throw new LoadTestError("config", `${formatNumber(most)}/s is above MAX_RATE, which is ${config.maxRate}.`, {
    hint: "Ask for less with --rate, or raise --max-rate.",
  });
}

/** Where the rate is from, after it: ` (70 % of RUN)`; empty where the user gave it. @param share of RateSettings */
export function originText({ knee }: HeldRate, share: number): string {
  return knee === undefined ? "" : ` (${formatPercent(share)} of ${knee.run})`;
}

/** What to know of a rate that follows from a climb by users. */
export function climbNotes({ knee }: HeldRate): string[] {
  if (knee?.capacity.by !== "users") return [];
  return [`note      the rate is from a climb by users (${knee.run}), which has no limit of response times`];
}

/** The knee as a member of summary.json; nothing where the user gave the rate. */
export function kneeMember({ knee }: HeldRate): { knee?: Knee } {
  return knee === undefined ? {} : { knee: { run: knee.run, perSecond: knee.capacity.perSecond } };
}

/** @throws LoadTestError "config" */
export function checkedRate(name: string, text: string): number {
  const perSecond = parseRate(text);
  if (perSecond !== undefined) return perSecond;
  throw new LoadTestError("config", `${name}: "${text}" is not a rate such as 40/s`);
}

/** Of the newest capacity run of this target and mix. */
export function kneeAt({ context, target }: RunSite, mix: string): LastKnee | undefined {
  return lastKnee(context.settings.config.resultsDirectory, targetIdentity(target), mix);
}

function ofKnee(site: RunSite, mix: string, share: number): HeldRate {
  const knee = kneeAt(site, mix);
  if (knee !== undefined) return { perSecond: share * knee.capacity.perSecond, knee };
  const { resultsDirectory } = site.context.settings.config;
  throw new LoadTestError("config", `No capacity run of this target with the mix ${mix} is in ${resultsDirectory}.`, {
    hint: "Run npm run capacity first, or give a rate, such as --rate 40/s.",
  });
}
