/** Writes what k6 reads at its start. */

import { writePlannedItems } from "../lib/contracts/planned-items.ts";
import { type ReadwritePlan, writeReadwritePlan } from "../lib/contracts/readwrite-plan.ts";
import { READWRITE_ITEMS_FILE, READWRITE_PLAN_FILE, READWRITE_RECIPES_FILE } from "../lib/contracts/run-files.ts";
import { createItems } from "../lib/data/create-dataset.ts";
import { makeRecipes, writeRecipes } from "../lib/mix/make-recipes.ts";
import type { RunFolder } from "../store/run-folder.ts";

export function writePlan(folder: RunFolder, plan: ReadwritePlan): void {
  folder.write(READWRITE_PLAN_FILE, writeReadwritePlan(plan));
  folder.write(READWRITE_ITEMS_FILE, writePlannedItems(plan));
  folder.write(READWRITE_RECIPES_FILE, writeRecipes(makeRecipes(createItems(plan.dataset), plan)));
}
