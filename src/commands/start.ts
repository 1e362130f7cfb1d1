/** `npm start`: all phases of a full run, the one that `--phase` names, or with `--plan` the plan of the load alone. */

import type { CommandContext } from "../cli/command-context.ts";
import { LOAD } from "../phases/load/load.ts";
import { FULL, PHASES } from "../phases/phases.ts";
import { runPhase } from "../run/run-phase.ts";
import { runPhases } from "../run/run-phases.ts";

/** @returns the exit code. */
export function start(context: CommandContext): Promise<number> {
  const { config } = context.settings;
  const phase = config.planOnly ? LOAD : PHASES.find(({ name }) => name === config.phase);
  return phase === undefined ? runPhases(context, FULL) : runPhase(context, phase);
}
