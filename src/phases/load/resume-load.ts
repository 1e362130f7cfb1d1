/** Continues the unfinished load that `--resume` finds. */

import { formatCount, plural } from "../../base/figures.ts";
import { datasetSettings } from "../../lib/config/dataset-settings.ts";
import type { Dataset } from "../../lib/data/dataset.ts";
import type { PlannedLoad } from "../../lib/plan/plan-load.ts";
import { ItemSet, rangesLeft } from "../../lib/plan/ranges.ts";
import { isShared } from "../../lib/plan/shared-values.ts";
import type { RunSite } from "../../run/phase.ts";
import { journalFiles } from "../../store/journal/journal-files.ts";
import { readJournals } from "../../store/journal/read-journal.ts";
import type { RunPlan } from "../../store/load-data/run-plan.ts";
import { openRunFolder } from "../../store/run-folder.ts";
import { mayRefuse } from "../../workload/target-data/refused-paths.ts";
import { type LoadWork, loadTarget, setOf } from "./load-work.ts";
import { endpointsWithLosses } from "./lost-items.ts";
import { findUnfinishedRun } from "./unfinished-run.ts";

export interface ResumedWork {
  readonly work: LoadWork;
  /** Name of the run folder. */
  readonly folder: string;
  /** Lines of progress. */
  readonly lines: readonly string[];
}

/** @throws LoadTestError "usage" when there is no unfinished load, or it is another one */
export async function resumeWork(
  { context, target, directory }: RunSite,
  dataset: Dataset,
  { plan }: PlannedLoad,
): Promise<ResumedWork> {
  const wanted = { ...plan, target: loadTarget(target), dataset: datasetSettings(context.settings.config) };
  const unfinished = findUnfinishedRun(directory, wanted);
  const { path } = openRunFolder(directory, unfinished.name);
  const before = await readJournals({ files: journalFiles(path), plan: unfinished.plan });
  const losses = await endpointsWithLosses(target.client, unfinished.plan, before);
  const lines = [`resume    ${unfinished.name}: ${formatCount(before.done.size)} of its items are done`];
  if (before.damagedLines > 0)
    lines.push(`          ${plural(before.damagedLines, "damaged journal line")}: these items are sent again`);
  if (losses.length > 0)
    lines.push(`          the target has lost items of ${losses.join(", ")}: all of these are sent again`);
  const isWhollyRepeated = unfinished.differs && losses.length === 0;
  if (isWhollyRepeated)
    lines.push("          verification failed, and counts do not show where: all items are sent again");
  const present = setOf(plan.items, unfinished.plan.presentItems);
  const lost = itemsOf(unfinished.plan, losses);
  const isDone = (item: number): boolean =>
    !isWhollyRepeated && (present.has(item) || before.done.has(item)) && !lost.has(item);
  const refuses = before.failures.some(({ examples }) => examples.some(({ body }) => mayRefuse(body)));
  const work = {
    dataset,
    plan: unfinished.plan,
    ranges: rangesLeft(plan.items, isDone),
    doubtful: refuses ? plan.segments.map(({ endpoint }) => endpoint).filter((each) => !isShared(each)) : [],
  };
  return { work, folder: unfinished.name, lines };
}

function itemsOf({ segments, items }: RunPlan, endpoints: readonly string[]): ItemSet {
  const set = new ItemSet(items);
  for (const { endpoint, first, count } of segments) {
    for (let item = first; endpoints.includes(endpoint) && item < first + count; item++) set.add(item);
  }
  return set;
}
