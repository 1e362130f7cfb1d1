/** `npm run soak` and `npm run spike`: each loads the profile where nothing is loaded. */

import type { CommandContext } from "../cli/command-context.ts";
import { SOAK } from "../phases/soak/soak.ts";
import { SPIKE } from "../phases/spike/spike.ts";
import { runPhase } from "../run/run-phase.ts";
import { loadBefore } from "./load-before.ts";

/** @returns the exit code */
export function soak(context: CommandContext): Promise<number> {
  return runPhase(context, SOAK, loadBefore(SOAK.name));
}

/** @returns the exit code */
export function spike(context: CommandContext): Promise<number> {
  return runPhase(context, SPIKE, loadBefore(SPIKE.name));
}
