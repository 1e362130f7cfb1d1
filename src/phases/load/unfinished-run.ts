/** Finds the load that `--resume` continues: the newest one that is not finished, if it is the same load. */

import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { LoadTestError } from "../../base/errors.ts";
import { otherVersion } from "../../lib/contracts/load-data.ts";
import { CLEANUP_LOG_FILE, LATEST_LINK, PLAN_FILE } from "../../lib/contracts/run-files.ts";
import type { DatasetSettings } from "../../lib/data/dataset.ts";
import { loadState } from "../../store/load-data/load-state.ts";
import { type RunPlan, readRunPlan } from "../../store/load-data/run-plan.ts";

export interface UnfinishedRun {
  /** Of the run folder. */
  readonly name: string;
  readonly plan: RunPlan;
  /** Everything was sent, but the target did not hold it. */
  readonly differs: boolean;
}

type WantedLoad = Pick<RunPlan, "fingerprint" | "target" | "dataset" | "segments">;

/** @throws LoadTestError "usage" when there is none, or when the newest is another load, with the differences. */
export function findUnfinishedRun(resultsDirectory: string, wanted: WantedLoad): UnfinishedRun {
  const base = resolve(resultsDirectory);
  const names = existsSync(base) ? readdirSync(base).filter((name) => name !== LATEST_LINK) : [];
  for (const name of names.sort().reverse()) {
    const state = loadState(join(base, name));
    if (state === undefined || state === "finished") continue;
    if (existsSync(join(base, name, CLEANUP_LOG_FILE))) {
      throw new LoadTestError(
        "usage",
        `The unfinished load ${name} has been cleaned up: its journal is no longer correct.`,
        { hint: "Start a new load without --resume." },
      );
    }
    const plan = readRunPlan(join(base, name, PLAN_FILE));
    const other = otherVersion({ run: name, datasetVersion: plan.datasetVersion });
    if (other !== undefined) {
      throw new LoadTestError("usage", other, {
        hint: `Delete what it created (npm run cleanup -- ${name}) and start a new load without --resume.`,
      });
    }
    const differences = differencesBetween(plan, wanted);
    if (differences.length === 0) return { name, plan, differs: state === "differs" };
    throw new LoadTestError("usage", `The unfinished load ${name} is another load:\n${differences.join("\n")}`, {
      hint: "Use the same settings, or start a new load without --resume.",
    });
  }
  throw new LoadTestError("usage", `There is no unfinished load in ${resultsDirectory} to resume.`, {
    hint: "Start one with: npm run load",
  });
}

function differencesBetween(before: WantedLoad, now: WantedLoad): string[] {
  const differences: string[] = [];
  const compare = (what: string, then: unknown, today: unknown): void => {
    if (then !== today) differences.push(`${what}: ${String(then)} then, ${String(today)} now`);
  };
  compare("target", before.target.kind, now.target.kind);
  if (before.target.kind === "target") compare("target address", before.target.baseUrl, now.target.baseUrl);
  for (const key of Object.keys(now.dataset) as (keyof DatasetSettings)[]) {
    compare(key, before.dataset[key], now.dataset[key]);
  }
  if (differences.length > 0 || before.fingerprint === now.fingerprint) return differences;
  const then = countsOf(before);
  const today = countsOf(now);
  for (const endpoint of new Set([...then.keys(), ...today.keys()])) {
    compare(`items of ${endpoint}`, then.get(endpoint) ?? 0, today.get(endpoint) ?? 0);
  }
  return differences.length > 0 ? differences : ["order of the plan: the target's load order has changed"];
}

function countsOf(plan: WantedLoad): Map<string, number> {
  return new Map(plan.segments.map(({ endpoint, count }) => [endpoint, count]));
}
