/** The plan of a load at a target: of the dataset, and of what the target's documents add to it. */

import { datasetSettings } from "../../lib/config/dataset-settings.ts";
import { fingerprint } from "../../lib/plan/fingerprint.ts";
import type { LoadPlan } from "../../lib/plan/load-plan.ts";
import type { PlannedLoad } from "../../lib/plan/plan-load.ts";
import type { RunSite } from "../../run/phase.ts";
import { type TargetDataset, targetDataset } from "../../workload/target-data/target-dataset.ts";
import { planFor } from "./plan-load.ts";

export interface PlanAtTarget extends TargetDataset {
  readonly planned: PlannedLoad;
}

/** @throws LoadTestError when the target's lists or documents cannot be read, or nothing can be loaded */
export async function planAt(site: RunSite): Promise<PlanAtTarget> {
  const { context, target } = site;
  const own = await targetDataset(site, datasetSettings(context.settings.config));
  const planned = await planFor(own.dataset, target.facts, target.client);
  return { ...own, planned: { ...planned, plan: planWith(planned.plan, own) } };
}

/** With other documents, the same numbers are other items. */
function planWith(plan: LoadPlan, { text, leftOut }: TargetDataset): LoadPlan {
  if (text === undefined) return plan;
  return {
    ...plan,
    leftOut: [...plan.leftOut, ...leftOut],
    fingerprint: fingerprint(`${plan.fingerprint} ${text}`),
  };
}
