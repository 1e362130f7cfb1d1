/** The soak phase: a rate that the target takes, held for long, while its figures must not drift. */

import { formatDuration, formatNumber, plural } from "../../base/figures.ts";
import { LEAST_STEPS } from "../../results/drift/find-drifts.ts";
import { leftOutLines } from "../../results/left-out.ts";
import { SoakMeter } from "../../results/soak/soak-meter.ts";
import type { Phase, PreparedRun, RunSite } from "../../run/phase.ts";
import type { Settings } from "../../settings/settings.ts";
import { balancedShares } from "../../workload/mix/balanced.ts";
import { type ChosenMix, chooseMix } from "../../workload/mix/choose-mix.ts";
import { wantedOf } from "../../workload/mix/wanted.ts";
import { PACED_PHASE } from "../../workload/paced/paced-phase.ts";
import { findPacedWork } from "../../workload/paced/paced-work.ts";
import { checkedRate, originText, rateNotes, wantedRate } from "../../workload/paced/wanted-rate.ts";
import { concludeSoak, interruptedSoak } from "./conclude-soak.ts";
import type { SoakWork } from "./soak-work.ts";
import { startSoak } from "./start-soak.ts";

export const SOAK: Phase<SoakWork> = {
  name: "soak",
  ...PACED_PHASE,
  vus: (config) => config.vusCapacity,
  wantedClaims: (settings) => {
    if (settings.config.soakRate !== "") checkedRate("SOAK_RATE", settings.config.soakRate);
    return wantedOf(chooseMix(settings).mix);
  },
  prepare,
  start: startSoak,
  conclude: concludeSoak,
  interrupted: interruptedSoak,
};

/** Points of a series: enough for a test, and as many for a run of any length. */
const POINTS = 240;
const SHORTEST_STEP_MS = 1000;

function stepMsOf(durationMs: number): number {
  return Math.max(SHORTEST_STEP_MS, durationMs / POINTS);
}

/** Said before the run, which is not refused: it still tells whether the rate holds. */
export function shortnessNotes(durationMs: number): string[] {
  if (durationMs >= LEAST_STEPS * stepMsOf(durationMs)) return [];
  const least = formatDuration(LEAST_STEPS * SHORTEST_STEP_MS);
  return [`note      too short for a drift test, which needs at least ${least}; expect INCONCLUSIVE`];
}

async function prepare(site: RunSite): Promise<PreparedRun<SoakWork>> {
  const { config } = site.context.settings;
  const chosen = balancedMix(site.context.settings);
  const rate = wantedRate(site, chosen.name, {
    name: "SOAK_RATE",
    text: config.soakRate,
    share: config.soakShare,
    times: 1,
  });
  const vus = vusOf(site.context.settings, rate.perSecond);
  const found = await findPacedWork(site, chosen, vus);
  const { wanted } = found.setup.mix;
  const durationMs = config.durationSoak;
  const meter = new SoakMeter(stepMsOf(durationMs));
  return {
    work: {
      ...found,
      rate,
      durationMs,
      grows: wanted.POST > wanted.DELETE,
      meter,
      asked: 0,
      askedMs: 0,
      partStartMs: 0,
    },
    ...found.named,
    what: `A soak of ${formatDuration(durationMs)} at ${formatNumber(rate.perSecond)} operations per second,`,
    asksAlways: true,
    announcement: [
      `soak      mix ${chosen.name}, ${formatNumber(rate.perSecond)}/s${originText(rate, config.soakShare)} for ${formatDuration(durationMs)}, ` +
        `${plural(vus, "VU")}; works on ${found.data.origin}`,
      ...shortnessNotes(durationMs),
      ...rateNotes(rate),
      wanted.POST > wanted.DELETE
        ? "note      the mix creates more than it deletes: drift is tested against the rows that it adds"
        : "note      as many items are deleted as are created, so that the data does not grow",
      "          no request is repeated",
      ...leftOutLines(found.setup.leftOut, "left out  "),
    ],
  };
}

/** Deletes as much as it creates, unless the user sets the shares. */
function balancedMix(settings: Settings): ChosenMix {
  const chosen = chooseMix(settings);
  const shares = chosen.shares ?? balancedShares(chosen.mix);
  return { ...chosen, shares };
}

/** Latency that the VUs of a soak have room for, in seconds. */
const ROOM_SECONDS = 2;
const FEWEST_VUS = 10;

/** A rate that held needs few VUs. More would delete less than the mix asks for: each deletes what it created itself. */
function vusOf({ config, origins }: Settings, perSecond: number): number {
  const { vusCapacity } = config;
  if ((origins.vusCapacity ?? "default") !== "default") return vusCapacity;
  return Math.min(vusCapacity, Math.max(FEWEST_VUS, Math.ceil(ROOM_SECONDS * perSecond)));
}
