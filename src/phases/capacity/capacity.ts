/** The capacity phase: finds the highest rate of a mix that the target can handle. */

import { LoadTestError } from "../../base/errors.ts";
import { formatCount, formatDuration, formatPercent, plural } from "../../base/figures.ts";
import type { Config } from "../../lib/config/fields.ts";
import { rateText } from "../../results/capacity/capacity-lines.ts";
import { lowestRate, USUAL_SEARCH } from "../../results/capacity/search.ts";
import type { FirstCreates } from "../../results/first-creates.ts";
import { leftOutLines } from "../../results/left-out.ts";
import type { Phase, PreparedRun, RunSite } from "../../run/phase.ts";
import { chooseMix } from "../../workload/mix/choose-mix.ts";
import { wantedOf } from "../../workload/mix/wanted.ts";
import { PACED_PHASE } from "../../workload/paced/paced-phase.ts";
import { findPacedWork, firstCreates } from "../../workload/paced/paced-work.ts";
import { type CapacitySettings, capacitySettings, checkObjectives } from "./capacity-settings.ts";
import type { CapacityWork } from "./capacity-work.ts";
import { concludeCapacity, interruptedCapacity } from "./conclude-capacity.ts";
import { ofMix } from "./need.ts";
import { leastMs, startCapacity } from "./start-capacity.ts";

export const CAPACITY: Phase<CapacityWork> = {
  name: "capacity",
  ...PACED_PHASE,
  vus: ({ capacityBy, maxUsers, vusCapacity }) =>
    capacityBy === "users" ? Math.max(maxUsers, vusCapacity) : vusCapacity,
  wantedClaims: (settings) => {
    const chosen = chooseMix(settings);
    const search = capacitySettings(settings);
    checkObjectives(search, chosen);
    // Before a load that may take hours.
    checkBudget(settings.config, search, undefined);
    return wantedOf(chosen.mix);
  },
  prepare,
  start: startCapacity,
  conclude: concludeCapacity,
  interrupted: interruptedCapacity,
};

async function prepare(site: RunSite): Promise<PreparedRun<CapacityWork>> {
  const { config } = site.context.settings;
  const settings = capacitySettings(site.context.settings);
  const { maxUsers } = settings;
  const vus = maxUsers ?? config.vusCapacity;
  const chosen = chooseMix(site.context.settings);
  const found = await findPacedWork(site, chosen, vus);
  const { data, setup } = found;
  const { need } = settings;
  const ofThisMix = need === undefined ? settings : { ...settings, need: ofMix(need, setup.mix.wanted.POST) };
  checkBudget(config, settings, firstCreates(found, config.startRate));
  return {
    work: { ...found, settings: ofThisMix, control: undefined },
    ...found.named,
    what:
      maxUsers === undefined
        ? `A search for the highest rate, up to ${rateText(config.maxRate)} operations per second,`
        : `A search with up to ${plural(maxUsers, "user")}, without a limit of the rate,`,
    asksAlways: true,
    announcement: [
      `capacity  mix ${chosen.name}, ${describeSearch(config, settings)}, ` +
        `at most ${formatDuration(config.budget)}; works on ${data.origin}`,
      `          a step is too much ${describeLimits(config, settings)}`,
      "          no request is repeated; the default stop rules are off: failures end a step, not the run",
      ...leftOutLines(setup.leftOut, "left out  "),
    ],
  };
}

function describeSearch({ vusCapacity, startRate, maxRate }: Config, { maxUsers }: CapacitySettings): string {
  return maxUsers === undefined
    ? `${plural(vusCapacity, "VU")}, from ${rateText(startRate)}/s ` +
        `(down to ${rateText(lowestRate({ ...USUAL_SEARCH, startRate }))}/s where that is too much) ` +
        `to at most ${rateText(maxRate)}/s`
    : `from 1 user to at most ${formatCount(maxUsers)}, each without a pause`;
}

/** `when less than 95 % succeeds, more than 1 % fails, or p95<500ms is missed` */
export function describeLimits(
  { minGoodput, maxFailed, timesUnloaded, objective }: Config,
  { objective: { p95Ms, rise }, maxUsers }: CapacitySettings,
): string {
  const isUnloaded = p95Ms === undefined && maxUsers === undefined;
  const parts = [
    `less than ${formatPercent(minGoodput)} ${maxUsers === undefined ? "succeeds" : "of what fewer users did succeeds"}`,
    `more than ${formatPercent(maxFailed)} fails`,
    ...(isUnloaded ? [`p95 is above ${timesUnloaded} times that of the first step`] : []),
    ...(rise === undefined ? [] : [`p95 is more than ${formatPercent(rise)} above that of the last rate that held`]),
    ...(objective === "" ? [] : [`${objective} is missed`]),
  ];
  return `when ${parts.slice(0, -1).join(", ")}, or ${parts.at(-1)}`;
}

/** @throws LoadTestError "config" where the budget has no time for a single step */
function checkBudget(config: Config, settings: CapacitySettings, first: FirstCreates | undefined): void {
  const { budget, vusCapacity } = config;
  const least = leastMs(settings.maxUsers ?? vusCapacity, first, config, settings);
  if (budget >= least) return;
  const text = `CAPACITY_BUDGET: ${formatDuration(budget)} is too short for one step, which takes ${formatDuration(least)}`;
  throw new LoadTestError("config", text, { hint: "Give a longer --budget, fewer --vus, or a higher --start-rate." });
}
