/** What a load finds out about a target by trying it out. A resumed load reads it from its folder. */

import { createDataset } from "../../lib/data/create-dataset.ts";
import type { Run } from "../../run/run.ts";
import { readTargetData } from "../../store/load-data/target-data-file.ts";
import { cutsIn } from "../../workload/target-data/cuts.ts";
import { learnRefusals } from "../../workload/target-data/learn-refusals.ts";
import { datasetOf } from "../../workload/target-data/target-dataset.ts";
import type { LoadWork } from "./load-work.ts";

export async function learnLoad(run: Run, work: LoadWork): Promise<LoadWork> {
  const { adapted = [], undescribed = [], doubtful = [], plan } = work;
  const kept = readTargetData(run.folder.path);
  const unknown = kept === undefined && doubtful.length === 0 ? undescribed : doubtful;
  const targetData = await learnRefusals(run, kept ?? work.targetData, unknown);
  const cuts = cutsIn(targetData);
  if (cuts.length === 0) return work;
  const dataset = datasetOf(createDataset(plan.dataset), targetData);
  return { ...work, dataset, targetData, adapted: [...adapted, ...cuts] };
}
