/** The stop rules of a run, from its settings. */

import { LoadTestError } from "../../base/errors.ts";
import type { CommandContext } from "../../cli/command-context.ts";
import { parseStopRules, type StopRule } from "../../results/health/stop-rules.ts";

/** For the start of a command, before anything is done. @throws LoadTestError "config" for a stop rule that is none. */
export function stopRulesOf({ settings }: CommandContext): readonly StopRule[] {
  const parsed = parseStopRules(settings.config.stopOn);
  if ("problem" in parsed) {
    const origin = settings.origins.stopOn ?? "default";
    throw new LoadTestError("config", `STOP_ON: ${parsed.problem} (set in ${origin})`);
  }
  return parsed.rules;
}
