/** `npm run soak` and `npm run spike`: what they need comes before them, where it is missing. */

import type { CommandContext } from "../cli/command-context.ts";
import type { Config } from "../lib/config/fields.ts";
import { CAPACITY } from "../phases/capacity/capacity.ts";
import { SOAK } from "../phases/soak/soak.ts";
import { SPIKE } from "../phases/spike/spike.ts";
import { type PhaseBefore, runPhase } from "../run/run-phase.ts";
import { chooseMix } from "../workload/mix/choose-mix.ts";
import { answerAt } from "../workload/paced/wanted-rate.ts";
import { loadBefore } from "./load-before.ts";

/** @returns the exit code */
export function soak(context: CommandContext): Promise<number> {
  return runPhase(context, SOAK, [loadBefore(SOAK.name), capacityBefore(SOAK.name, "soakRate")]);
}

/** @returns the exit code */
export function spike(context: CommandContext): Promise<number> {
  return runPhase(context, SPIKE, [loadBefore(SPIKE.name), capacityBefore(SPIKE.name, "spikeRate")]);
}

/** @param rate setting without which the phase needs to know what the target takes */
function capacityBefore(phase: string, rate: keyof Config): PhaseBefore {
  return {
    phase: CAPACITY,
    isNeeded: async (site) => {
      const { settings, output } = site.context;
      if (settings.config[rate] !== "" || answerAt(site, chooseMix(settings).name) !== undefined) return false;
      output.progress(`${phase.padEnd(8)}  the capacity of the target is unknown: the capacity phase comes first`);
      return true;
    },
  };
}
