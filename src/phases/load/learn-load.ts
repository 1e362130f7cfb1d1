/** What a load learns of a target without documents; one that is resumed knows it from its folder. */

import { createDataset } from "../../lib/data/create-dataset.ts";
import type { Run } from "../../run/run.ts";
import { readTargetData } from "../../store/load-data/target-data-file.ts";
import { cutsIn } from "../../workload/target-data/cuts.ts";
import { learnRefusals } from "../../workload/target-data/learn-refusals.ts";
import { datasetOf } from "../../workload/target-data/target-dataset.ts";
import type { LoadWork } from "./load-work.ts";

export async function learnLoad(run: Run, work: LoadWork): Promise<LoadWork> {
  const { targetData, adapted = [], undescribed = [], plan } = work;
  if (undescribed.length === 0) return work;
  const kept = readTargetData(run.folder.path);
  const fitted =
    kept === undefined
      ? await learnRefusals(run, { text: targetData, adapted, undescribed })
      : { text: kept, adapted: [...adapted, ...cutsIn(kept)] };
  if (fitted.text === targetData) return work;
  const dataset = datasetOf(createDataset(plan.dataset), fitted.text);
  return { ...work, dataset, targetData: fitted.text, adapted: fitted.adapted };
}
