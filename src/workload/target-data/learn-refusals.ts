/** What a run learns of a target without documents before it begins, by trying items out. */

import { plural } from "../../base/figures.ts";
import type { Config } from "../../lib/config/fields.ts";
import { createDataset } from "../../lib/data/create-dataset.ts";
import type { DatasetSettings } from "../../lib/data/dataset.ts";
import { planLoad, UnreadableList } from "../../lib/plan/plan-load.ts";
import { smokeDatasetSettings } from "../../lib/plan/smoke-selection.ts";
import type { ReadyTarget } from "../../run/ready-target.ts";
import type { Run } from "../../run/run.ts";
import { askTarget } from "../../target/ask-target.ts";
import { type Cut, cutsIn, forAnyDataset, withCuts } from "./cuts.ts";
import { datasetOf, type TargetDataset } from "./target-dataset.ts";
import { type TriedOut, tryOut } from "./try-out.ts";

type Fitted = Pick<TargetDataset, "text" | "adapted">;

/** Phases of one command learn together. */
const learnt = new WeakMap<ReadyTarget, Promise<readonly Cut[]>>();

/** @returns target data and the list of changes, with what was learnt */
export async function learnRefusals(
  run: Run,
  { text, adapted, undescribed }: Fitted & Pick<TargetDataset, "undescribed">,
): Promise<Fitted> {
  if (undescribed.length === 0) return { text, adapted };
  const cuts = learnt.get(run.target) ?? learn(run, text, undescribed);
  learnt.set(run.target, cuts);
  const cut = withCuts(text, await cuts);
  return { text: cut, adapted: cut === undefined ? adapted : [...adapted, ...cutsIn(cut)] };
}

async function learn(
  { context, target }: Run,
  text: string | undefined,
  endpoints: readonly string[],
): Promise<readonly Cut[]> {
  const { output, cleanup, settings } = context;
  const { facts, client } = target;
  const own = createDataset(trialSettings(settings.config));
  const dataset = datasetOf(own, text && forAnyDataset(text));
  output.progress(`trying    no document of the target describes ${plural(endpoints.length, "resource")}: a few items`);
  output.progress("          are created and deleted again, to learn what it refuses");
  // With a handler, a command that is interrupted ends when the items are deleted.
  cleanup.onInterrupt(() => undefined);
  try {
    const planning = planLoad(dataset, facts.dependencies ?? [], facts.tokenInfo?.operations);
    const planned = await askTarget(client, planning);
    const tried = await tryOut({ client, dataset, planned, endpoints, isStopped: () => cleanup.interrupted });
    for (const line of linesOf(tried)) output.progress(line);
    return tried.cuts;
  } catch (error) {
    if (!(error instanceof UnreadableList)) throw error;
    output.progress(`          nothing was tried: ${error.message}`);
    return [];
  }
}

/** Of the smoke phase, whose items belong to no load; runs that go on together have different ones. */
function trialSettings({ seed, datasetId, schoolYear }: Config): DatasetSettings {
  return {
    ...smokeDatasetSettings(datasetId, seed, schoolYear),
    students: 30,
    staff: 10,
    coursesPerSchool: 2,
  };
}

function linesOf({ cuts, created, left, notes }: TriedOut): string[] {
  return [
    `          ${plural(created, "item")} tried, ${plural(left, "item")} left at the target`,
    ...cutLines(cuts),
    ...notes.map((note) => `note      ${note}`),
  ];
}

function cutLines(cuts: readonly Cut[]): string[] {
  return cuts.map(({ endpoint, path, why }) => `adapted   ${endpoint}: without ${path.join(".")}: it ${why}`);
}
