/** The capacity phase: how many operations of a mix a second does the target take? */

import { formatDuration } from "../../base/figures.ts";
import { READWRITE_DIRECT_FIELDS } from "../../lib/config/fields/readwrite-direct.ts";
import { leftOutLines } from "../../results/left-out.ts";
import type { Phase, PreparedRun, RunSite } from "../../run/phase.ts";
import { interruptedWork } from "../../workload/achieve.ts";
import { chooseMix } from "../../workload/mix/choose-mix.ts";
import { findPacedWork } from "../../workload/paced/paced-work.ts";
import { wantedOf } from "../../workload/setup.ts";
import { capacitySettings } from "./capacity-settings.ts";
import type { CapacityWork } from "./capacity-work.ts";
import { concludeCapacity } from "./conclude-capacity.ts";
import { startCapacity } from "./start-capacity.ts";

export const CAPACITY: Phase<CapacityWork> = {
  name: "capacity",
  script: "dist/run/readwrite.js",
  fields: READWRITE_DIRECT_FIELDS,
  vus: (config) => config.vusCapacity,
  wantedClaims: (settings) => {
    capacitySettings(settings.config);
    return wantedOf(chooseMix(settings).mix);
  },
  prepare,
  start: startCapacity,
  conclude: concludeCapacity,
  interrupted: interruptedWork,
};

async function prepare(site: RunSite): Promise<PreparedRun<CapacityWork>> {
  const { config } = site.context.settings;
  const settings = capacitySettings(config);
  const { budget, vusCapacity: vus, startRate, maxRate } = config;
  const chosen = chooseMix(site.context.settings);
  const found = await findPacedWork(site, chosen, vus);
  const { data, setup } = found;
  return {
    work: { ...found, settings, control: undefined },
    what: `A search for the highest rate, up to ${maxRate} operations a second,`,
    asksAlways: true,
    announcement: [
      `capacity  mix ${chosen.name}, ${vus} VUs, from ${startRate}/s to at most ${maxRate}/s, ` +
        `at most ${formatDuration(budget)}; works on ${data.origin}`,
      `          a step is too much ${describeLimits(config, settings.objective)}`,
      "          no request is repeated; the default stop rules are off: failures end a step, not the run",
      ...leftOutLines(setup.leftOut, "left out  "),
    ],
  };
}

function describeLimits(
  {
    minGoodput,
    maxFailed,
    timesUnloaded,
    objective,
  }: Record<"minGoodput" | "maxFailed" | "timesUnloaded", number> & {
    readonly objective: string;
  },
  { p95Ms }: { readonly p95Ms: number | undefined },
): string {
  const unloaded = p95Ms === undefined ? [`p95 is above ${timesUnloaded} times that of the first step`] : [];
  const latency = [...unloaded, ...(objective === "" ? [] : [`${objective} is missed`])].join(" or ");
  return `when less than ${100 * minGoodput} % succeeds, more than ${100 * maxFailed} % fails, or ${latency}`;
}
