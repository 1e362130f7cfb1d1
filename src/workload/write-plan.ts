/** Writes what k6 reads at its start. */

import { writePlannedItems } from "../lib/contracts/planned-items.ts";
import { type ReadwritePlan, writeReadwritePlan } from "../lib/contracts/readwrite-plan.ts";
import { READWRITE_ITEMS_FILE, READWRITE_PLAN_FILE, READWRITE_RECIPES_FILE } from "../lib/contracts/run-files.ts";
import type { Items } from "../lib/data/dataset.ts";
import { makeRecipes, writeRecipes } from "../lib/mix/make-recipes.ts";
import type { RunFolder } from "../store/run-folder.ts";

/**
 * @param dataset of the plan, as the target takes it: k6 gets keys and bodies, and needs no dataset
 * @param instances of k6: each has a probe
 */
export function writePlan(folder: RunFolder, dataset: Items, plan: ReadwritePlan, instances = 1): void {
  const { probe, ...others } = plan.scenarios;
  const scenarios = probe === undefined ? others : { ...others, probe: { ...probe, vus: instances } };
  folder.write(READWRITE_PLAN_FILE, writeReadwritePlan({ ...plan, scenarios }));
  folder.write(READWRITE_ITEMS_FILE, writePlannedItems(dataset, plan));
  folder.write(READWRITE_RECIPES_FILE, writeRecipes(makeRecipes(dataset, plan)));
}
