/** Settings of the capacity phase that are texts with a form of their own. */

import { LoadTestError } from "../../base/errors.ts";
import type { Config } from "../../lib/config/fields.ts";
import { type Objective, parseObjective } from "../../results/capacity/objective.ts";
import type { Settings } from "../../settings/settings.ts";
import type { ChosenMix } from "../../workload/mix/choose-mix.ts";
import { KINDS } from "../../workload/mix/kinds.ts";
import { positiveRate } from "../../workload/paced/rate.ts";
import { parseNeed, type WantedRate } from "./need.ts";

export interface CapacitySettings {
  readonly objective: Objective;
  /** Operations per second; undefined where the user does not say. */
  readonly today: number | undefined;
  readonly need: WantedRate | undefined;
  /** Most users of a climb by users; undefined: it climbs by rates. */
  readonly maxUsers: number | undefined;
}

type Key = "maxUsers" | "vusCapacity" | "startRate" | "timesUnloaded" | "maxRise";

/** @throws LoadTestError "config" with every problem at once */
export function capacitySettings({ config, origins }: Pick<Settings, "config" | "origins">): CapacitySettings {
  const latencies = parseObjective(config.objective);
  const today = config.today === "" ? undefined : positiveRate(config.today);
  const need = config.need === "" ? undefined : parseNeed(config.need);
  const problems = [
    latencies === undefined ? `OBJECTIVE: ${objectiveProblem(config.objective)}` : "",
    config.today !== "" && today === undefined ? `TODAY: "${config.today}" is not a rate such as 40/s` : "",
    config.need !== "" && need === undefined
      ? `NEED: "${config.need}" is neither a rate such as 120/s nor a profile and a time such as prod/4h`
      : "",
    ...withoutEffect(config, origins, latencies?.p95Ms !== undefined),
    config.capacityBy === "rate" && config.startRate > config.maxRate
      ? `START_RATE: ${config.startRate} is above MAX_RATE, which is ${config.maxRate}`
      : "",
  ].filter((problem) => problem !== "");
  if (latencies === undefined || problems.length > 0) throw new LoadTestError("config", problems.join("\n"));
  const { minGoodput: goodput, maxFailed: failures, timesUnloaded, maxRise } = config;
  const rise = maxRise > 0 ? { rise: maxRise } : {};
  const isGiven = (key: Key): boolean => (origins[key] ?? "default") !== "default";
  const maxUsers = isGiven("vusCapacity") && !isGiven("maxUsers") ? config.vusCapacity : config.maxUsers;
  return {
    objective: { ...latencies, goodput, failures, timesUnloaded, ...rise },
    today,
    need,
    maxUsers: config.capacityBy === "users" ? maxUsers : undefined,
  };
}

/** Settings of this call that would change nothing. Those of a profile may be for other calls. */
function withoutEffect(
  { capacityBy }: Pick<Config, "capacityBy">,
  origins: Settings["origins"],
  hasObjective: boolean,
): string[] {
  const isTyped = (key: Key): boolean => origins[key] === "command line" || origins[key] === "environment";
  const byUsers = capacityBy === "users";
  return [
    byUsers && isTyped("startRate") ? "START_RATE: a search by users has no rates: omit it, or omit --by users" : "",
    byUsers && isTyped("timesUnloaded")
      ? "TIMES_UNLOADED: a search by users has no latency limit other than --objective"
      : "",
    byUsers && isTyped("maxRise")
      ? "MAX_P95_RISE: in a search by users, p95 always rises: omit it, or omit --by users"
      : "",
    !byUsers && isTyped("maxUsers") ? "MAX_USERS: only a search by users has users: add --by users, or use --vus" : "",
    !byUsers && hasObjective && isTyped("timesUnloaded")
      ? "TIMES_UNLOADED: --objective already limits p95: omit one of them"
      : "",
  ];
}

/**
 * Every objective of a single operation must be of one that the mix has.
 * @throws LoadTestError "config"
 */
export function checkObjectives({ objective }: CapacitySettings, { name, mix, shares }: ChosenMix): void {
  const done = mix.operations.filter(({ kind, weight }) => weight > 0 && (shares?.[KINDS[kind].method] ?? 1) > 0);
  const ops = [...new Set(done.map(({ kind }) => KINDS[kind].op))];
  const missing = Object.keys(objective.p95ByOp).filter((op) => !ops.includes(op));
  if (missing.length === 0) return;
  throw new LoadTestError(
    "config",
    `OBJECTIVE: the mix ${name} has no ${missing.join(", no ")}; its operations are ${ops.join(", ")}`,
  );
}

/** Another percentile than the 95th is a common wish. */
function objectiveProblem(text: string): string {
  const form = "p95<500ms, or create p95<800ms for one operation";
  const [other] = /\bp(?!95\b)\d+(?:\.\d+)?\b/i.exec(text) ?? [];
  return other === undefined
    ? `"${text}" is not of the form ${form}`
    : `"${text}" names ${other}, but an objective can only limit p95: write ${form}`;
}
