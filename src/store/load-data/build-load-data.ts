/** Converts the journals to `load-phase-data.json`. */

import { type LoadedResource, type LoadPhaseData, MOST_MISSING } from "../../lib/contracts/load-data.ts";
import type { DatasetSettings } from "../../lib/data/dataset.ts";
import type { LoadPlan } from "../../lib/plan/load-plan.ts";
import { ItemSet } from "../../lib/plan/ranges.ts";
import { type JournalResult, readJournals } from "../journal/read-journal.ts";
import type { PlanBefore } from "../journal/unrecorded.ts";
import { IdSampler, type IdSamples } from "./id-sampler.ts";

export interface LoadDataInput {
  /** Name of the run folder. */
  readonly run: string;
  readonly writtenAt: Date;
  readonly target: LoadPhaseData["target"];
  readonly plan: LoadPlan & PlanBefore;
  readonly dataset: DatasetSettings;
  readonly profile: string;
  /** Items that were at the target when the run was planned: they were not sent, and no journal names them. */
  readonly presentItems: readonly number[];
  /** Ids of those, as far as they are known. */
  readonly presentIds?: ReadonlyMap<number, string>;
}

/** Everything in one pass over the journals. @throws LoadTestError "results" when a journal cannot be read. */
export async function collectLoadPhaseData(
  input: LoadDataInput & { readonly files: readonly string[] },
): Promise<{ readonly data: LoadPhaseData; readonly journal: JournalResult }> {
  const sampler = new IdSampler(input.plan);
  for (const [item, id] of input.presentIds ?? []) sampler.take({ item, id });
  const journal = await readJournals({ files: input.files, plan: input.plan, onItem: sampler.take });
  return { data: buildLoadPhaseData({ ...input, journal, samples: sampler.samples() }), journal };
}

/** @param input `samples` hold ids of items that are there, and of no others */
function buildLoadPhaseData(
  input: LoadDataInput & { readonly journal: JournalResult; readonly samples: IdSamples },
): LoadPhaseData {
  const { plan, journal } = input;
  const before = new ItemSet(plan.items);
  for (const item of input.presentItems) before.add(item);
  const resources: Record<string, LoadedResource> = {};
  const missingItems: { item: number; endpoint: string; index: number }[] = [];
  for (const { endpoint, level, first, count } of plan.segments) {
    let unsent = 0;
    let missing = 0;
    for (let index = 0; index < count; index++) {
      const item = first + index;
      if (journal.done.has(item)) continue;
      if (before.has(item)) unsent++;
      else if (++missing && missingItems.length < MOST_MISSING) missingItems.push({ item, endpoint, index });
    }
    resources[endpoint] = {
      level,
      planned: count,
      created: journal.created[endpoint] ?? 0,
      present: (journal.present[endpoint] ?? 0) + unsent,
      missing,
      ids: input.samples.get(endpoint) ?? [],
    };
  }
  return {
    schema: 1,
    run: input.run,
    writtenAt: input.writtenAt.toISOString(),
    target: input.target,
    plan: { fingerprint: plan.fingerprint, items: plan.items },
    dataset: input.dataset,
    profile: input.profile,
    datasetVersion: plan.datasetVersion,
    usable: plan.usable,
    complete: missingItems.length === 0,
    resources,
    missingItems,
  };
}
