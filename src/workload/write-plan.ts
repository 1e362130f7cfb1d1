/** Writes what k6 reads at its start. */

import { type ReadwritePlan, writeReadwritePlan } from "../lib/contracts/readwrite-plan.ts";
import { READWRITE_PLAN_FILE, READWRITE_VU_FILE } from "../lib/contracts/run-files.ts";
import type { Items } from "../lib/data/dataset.ts";
import { vuPlanOf, writeVuPlan } from "../lib/mix/vu-plan.ts";
import type { RunFolder } from "../store/run-folder.ts";

/**
 * @param dataset of the plan, as the target takes it: k6 gets keys and bodies, and needs no dataset
 * @param instances of k6: each has a probe
 */
export function writePlan(folder: RunFolder, dataset: Items, plan: ReadwritePlan, instances = 1): void {
  const { probe, ...others } = plan.scenarios;
  const scenarios = probe === undefined ? others : { ...others, probe: { ...probe, vus: instances } };
  const ofK6 = { ...plan, scenarios };
  folder.write(READWRITE_PLAN_FILE, writeReadwritePlan(ofK6));
  folder.write(READWRITE_VU_FILE, writeVuPlan(vuPlanOf(dataset, ofK6)));
}
