/** Finds the load that `--resume` continues: the newest one that is not complete, if it is the same load. */

import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { LoadTestError } from "../../base/errors.ts";
import { CLEANUP_LOG_FILE, LATEST_LINK, LOAD_DATA_FILE, PLAN_FILE } from "../../lib/contracts/run-files.ts";
import type { DatasetSettings } from "../../lib/data/dataset.ts";
import { readJsonObject } from "../../store/json-file.ts";
import { type RunPlan, readRunPlan } from "../../store/load-data/run-plan.ts";

export interface UnfinishedRun {
  /** Of the run folder. */
  readonly name: string;
  readonly plan: RunPlan;
}

type WantedLoad = Pick<RunPlan, "fingerprint" | "target" | "dataset" | "segments">;

/** @throws LoadTestError "usage" when there is none, or when the newest is another load: the differences are named. */
export function findUnfinishedRun(resultsDirectory: string, wanted: WantedLoad): UnfinishedRun {
  const base = resolve(resultsDirectory);
  const names = existsSync(base) ? readdirSync(base).filter((name) => name !== LATEST_LINK) : [];
  for (const name of names.sort().reverse()) {
    const planFile = join(base, name, PLAN_FILE);
    if (!existsSync(planFile) || isComplete(join(base, name, LOAD_DATA_FILE))) continue;
    if (existsSync(join(base, name, CLEANUP_LOG_FILE))) {
      throw new LoadTestError(
        "usage",
        `The unfinished load ${name} has been cleaned up: its journal is true no longer.`,
        {
          hint: "Start a new load without --resume.",
        },
      );
    }
    const plan = readRunPlan(planFile);
    const differences = differencesBetween(plan, wanted);
    if (differences.length === 0) return { name, plan };
    throw new LoadTestError("usage", `The unfinished load ${name} is another load:\n${differences.join("\n")}`, {
      hint: "Give the same settings as then, or start a new load without --resume.",
    });
  }
  throw new LoadTestError("usage", `There is no unfinished load in ${resultsDirectory} to resume.`, {
    hint: "Start one with: npm run load",
  });
}

/** A data file that is missing or was cut off belongs to a run that was killed. */
function isComplete(dataFile: string): boolean {
  return readJsonObject(dataFile).complete === true;
}

function differencesBetween(before: WantedLoad, now: WantedLoad): string[] {
  const differences: string[] = [];
  const tell = (what: string, then: unknown, today: unknown): void => {
    if (then !== today) differences.push(`${what}: ${String(then)} then, ${String(today)} now`);
  };
  tell("target", before.target.kind, now.target.kind);
  if (before.target.kind === "target") tell("target address", before.target.baseUrl, now.target.baseUrl);
  for (const key of Object.keys(now.dataset) as (keyof DatasetSettings)[]) {
    tell(key, before.dataset[key], now.dataset[key]);
  }
  if (differences.length > 0 || before.fingerprint === now.fingerprint) return differences;
  const then = countsOf(before);
  const today = countsOf(now);
  for (const endpoint of new Set([...then.keys(), ...today.keys()])) {
    tell(`items of ${endpoint}`, then.get(endpoint) ?? 0, today.get(endpoint) ?? 0);
  }
  return differences.length > 0 ? differences : ["order of the plan: the target's load order has changed"];
}

function countsOf(plan: WantedLoad): Map<string, number> {
  return new Map(plan.segments.map(({ endpoint, count }) => [endpoint, count]));
}
