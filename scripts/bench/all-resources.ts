/** Memory of a load with all resources of the target, compared with one of the dataset alone. */

import { compileRecipes } from "../../src/api-data/compile-recipes.ts";
import { TARGET_DATA } from "../../src/lib/contracts/engine-settings.ts";
import { TARGET_DATA_FILE } from "../../src/lib/contracts/run-files.ts";
import { type DependencyRow, endpointOf } from "../../src/lib/edfi/dependency-rows.ts";
import { writeTargetData } from "../../src/lib/target-data/lines.ts";
import { loadDataStandard } from "../../src/sandbox/model/data-standard.ts";
import { type BenchPlan, DEV } from "./bench-plan.ts";
import { type BenchTarget, withTarget } from "./bench-target.ts";
import type { BenchOptions, Measured } from "./figure.ts";
import { costOf } from "./process-cost.ts";

/** Of each further resource: as many as the largest profile has. */
const EACH = 50;
const VUS = [100];

export function memoryOfAllResources(k6Path: string, { vus = VUS }: BenchOptions): Promise<Measured> {
  return withTarget(k6Path, async (target) => {
    const core = target.planFor(DEV);
    const text = targetData(core, target.rows);
    const all = target.planFor(DEV, text);
    const figures = [];
    for (const count of vus) {
      const alone = await peakOf(target, core, count);
      const whole = await peakOf(target, all, count, text);
      const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
      figures.push({
        name: `Memory of load with ${count} VUs and all resources, compared with the dataset alone`,
        value: whole / alone,
        unit: "x",
        limit: 1.1,
        note: `${megabytes(whole)} (${all.plan.items} items) and ${megabytes(alone)} (${core.plan.items} items)`,
      });
    }
    return { figures };
  });
}

function targetData({ dataset }: BenchPlan, rows: readonly DependencyRow[]): string {
  const orders = new Map(rows.toReversed().map((row) => [endpointOf(row).toLowerCase(), row.order]));
  const { recipes } = compileRecipes({
    model: loadDataStandard(),
    dataset,
    selection: { wants: () => true, countOf: () => EACH },
    orderOf: (endpoint) => orders.get(endpoint.toLowerCase()),
    namespace: "",
  });
  return writeTargetData({ recipes, adaptations: [] });
}

async function peakOf(target: BenchTarget, plan: BenchPlan, vus: number, text = ""): Promise<number> {
  const folder = target.createFolder("load");
  if (text !== "") folder.write(TARGET_DATA_FILE, text);
  const more = text === "" ? {} : { [TARGET_DATA]: folder.file(TARGET_DATA_FILE) };
  const { peakBytes } = await costOf(() => target.load(plan, vus, more));
  return peakBytes;
}
