/** Settings of the capacity phase that are texts with a form of their own. */

import { LoadTestError } from "../../base/errors.ts";
import { type Objective, parseObjective } from "../../results/capacity/objective.ts";
import type { Settings } from "../../settings/settings.ts";
import { parseRate } from "../../workload/paced/rate.ts";
import { parseNeed, type WantedRate } from "./need.ts";

export interface CapacitySettings {
  readonly objective: Objective;
  /** Operations a second; undefined where the user does not say. */
  readonly today: number | undefined;
  readonly need: WantedRate | undefined;
  /** Most users of a climb by users; undefined: it climbs by rates. */
  readonly maxUsers: number | undefined;
}

/** @throws LoadTestError "config" with every problem at once */
export function capacitySettings({ config, origins }: Pick<Settings, "config" | "origins">): CapacitySettings {
  const latencies = parseObjective(config.objective);
  const today = config.today === "" ? undefined : parseRate(config.today);
  const need = config.need === "" ? undefined : parseNeed(config.need);
  const problems = [
    latencies === undefined
      ? `OBJECTIVE: "${config.objective}" is not of the form p95<500ms, or create p95<800ms for one operation`
      : "",
    config.today !== "" && today === undefined ? `TODAY: "${config.today}" is not a rate such as 40/s` : "",
    config.need !== "" && need === undefined
      ? `NEED: "${config.need}" is neither a rate such as 120/s nor a profile and a time such as prod/4h`
      : "",
    config.capacityBy === "rate" && config.startRate > config.maxRate
      ? `START_RATE: ${config.startRate} is above MAX_RATE, which is ${config.maxRate}`
      : "",
  ].filter((problem) => problem !== "");
  if (latencies === undefined || problems.length > 0) throw new LoadTestError("config", problems.join("\n"));
  const { minGoodput: goodput, maxFailed: failures, timesUnloaded } = config;
  const isGiven = (key: "maxUsers" | "vusCapacity"): boolean => (origins[key] ?? "default") !== "default";
  const maxUsers = isGiven("vusCapacity") && !isGiven("maxUsers") ? config.vusCapacity : config.maxUsers;
  return {
    objective: { ...latencies, goodput, failures, timesUnloaded },
    today,
    need,
    maxUsers: config.capacityBy === "users" ? maxUsers : undefined,
  };
}
