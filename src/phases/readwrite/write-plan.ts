/** Writes what k6 reads at its start. */

import { writePlannedItems } from "../../lib/contracts/planned-items.ts";
import { type ReadwritePlan, writeReadwritePlan } from "../../lib/contracts/readwrite-plan.ts";
import { READWRITE_ITEMS_FILE, READWRITE_PLAN_FILE } from "../../lib/contracts/run-files.ts";
import type { RunFolder } from "../../store/run-folder.ts";

export function writePlan(folder: RunFolder, plan: ReadwritePlan): void {
  folder.write(READWRITE_PLAN_FILE, writeReadwritePlan(plan));
  folder.write(READWRITE_ITEMS_FILE, writePlannedItems(plan));
}
