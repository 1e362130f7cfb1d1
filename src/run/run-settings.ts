/** Parses the settings that only runs use. */

import { LoadTestError } from "../base/errors.ts";
import { parseStopRules, type StopRule } from "../results/health/stop-rules.ts";
import type { Settings } from "../settings/settings.ts";
import { checkOutputs } from "./prometheus/outputs.ts";

/** For the start of a command, before anything is done. @throws LoadTestError "config" */
export function checkRunSettings(settings: Settings): void {
  stopRulesOf(settings);
  checkOutputs(settings.config, settings.origins.k6Out ?? "default");
}

/** @throws LoadTestError "config" for a wrong stop rule */
export function stopRulesOf({ config, origins }: Settings): readonly StopRule[] {
  const parsed = parseStopRules(config.stopOn);
  if ("problem" in parsed) {
    throw new LoadTestError("config", `STOP_ON: ${parsed.problem} (set in ${origins.stopOn ?? "default"})`);
  }
  return parsed.rules;
}
