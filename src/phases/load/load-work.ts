/** The work of one load: what is to be done, and what was done before it. */

import { datasetSettings } from "../../lib/config/dataset-settings.ts";
import type { Skipped } from "../../lib/contracts/journal/skip-line.ts";
import type { Dataset } from "../../lib/data/dataset.ts";
import type { LoadPlan } from "../../lib/plan/load-plan.ts";
import type { PlannedLoad } from "../../lib/plan/plan-load.ts";
import { ItemSet, type Range, rangesLeft } from "../../lib/plan/ranges.ts";
import type { RunSummary } from "../../results/run-summary.ts";
import type { RunSite } from "../../run/phase.ts";
import { type ReadyTarget, targetIdentity } from "../../run/ready-target.ts";
import type { RunPlan } from "../../store/load-data/run-plan.ts";
import { countResources } from "../../target/verification/count-resources.ts";

export interface LoadWork {
  readonly dataset: Dataset;
  readonly plan: RunPlan;
  /** Items that are left to do. */
  readonly ranges: readonly Range[];
  /** What the target's documents add to the dataset, for k6; undefined: nothing, or the run folder has it. */
  readonly targetData?: string | undefined;
  /** How the dataset was changed to fit the target. */
  readonly adapted?: RunSummary["adapted"];
  /** Resources that no document of the target describes. */
  readonly undescribed?: readonly string[];
  /** Resources that may not fit either: before this start, the target refused a property of one of them. */
  readonly doubtful?: readonly string[];
}

/** Work that begins with the first item. */
export async function newWork(
  { context, target }: RunSite,
  dataset: Dataset,
  { plan, presentItems }: PlannedLoad,
): Promise<LoadWork> {
  const { config, profileName } = context.settings;
  const endpoints = plan.segments.map(({ endpoint }) => endpoint);
  const stored: RunPlan = {
    ...plan,
    target: loadTarget(target),
    dataset: datasetSettings(config),
    presentItems,
    countsBefore: (await countResources(target.client, endpoints)).counts,
    startedAt: target.startedAt.toISOString(),
    profile: profileName,
  };
  const present = setOf(plan.items, presentItems);
  return { dataset, plan: stored, ranges: rangesLeft(plan.items, (item) => present.has(item)) };
}

/** As summaries list it. */
export function leftOutOf({ leftOut }: Pick<LoadPlan, "leftOut">): Skipped[] {
  return leftOut.map(({ endpoint, reason }) => ({ what: endpoint, reason }));
}

export function loadTarget(target: ReadyTarget): RunPlan["target"] {
  return { ...targetIdentity(target), dataUrl: target.facts.discovery?.urls.dataManagementApi ?? "" };
}

export function setOf(size: number, items: readonly number[]): ItemSet {
  const set = new ItemSet(size);
  for (const item of items) set.add(item);
  return set;
}
