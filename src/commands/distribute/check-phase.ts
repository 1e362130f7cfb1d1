/** What a phase would say of its settings when its pod has started, as far as this machine can know it. */

import { LoadTestError } from "../../base/errors.ts";
import { capacitySettings } from "../../phases/capacity/capacity-settings.ts";
import type { DistributedPhase } from "../../settings/commands.ts";
import type { Settings } from "../../settings/settings.ts";
import { chooseModel } from "../../workload/mix/choose-model.ts";
import { checkedRate } from "../../workload/paced/wanted-rate.ts";

/** @throws LoadTestError "config" or "usage" */
export function checkPhase(phase: DistributedPhase, settings: Settings): void {
  const { config, origins } = settings;
  if (phase === "load" && config.planOnly)
    throw new LoadTestError("usage", "A plan needs no cluster.", { hint: "Use: npm run load -- --plan" });
  if (phase === "capacity") capacitySettings(settings);
  if (phase === "soak" && config.soakRate !== "") checkedRate("SOAK_RATE", config.soakRate);
  if (phase === "spike" && config.spikeRate !== "") checkedRate("SPIKE_RATE", config.spikeRate);
  if (phase !== "readwrite" && phase !== "full") return;
  const { problems } = chooseModel(config, origins);
  if (problems.length > 0) throw new LoadTestError("config", problems.join("\n"));
}
