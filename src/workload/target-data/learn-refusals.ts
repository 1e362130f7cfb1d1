/** Finds out before a run what a target without documents rejects, by creating a few items. */

import { plural } from "../../base/figures.ts";
import type { Config } from "../../lib/config/fields.ts";
import { createDataset } from "../../lib/data/create-dataset.ts";
import type { Dataset, DatasetSettings } from "../../lib/data/dataset.ts";
import { type AllowedOperations, mayDo, type Operation, resourceKey } from "../../lib/edfi/token-info.ts";
import { planLoad, UnreadableList } from "../../lib/plan/plan-load.ts";
import { smokeDatasetSettings } from "../../lib/plan/smoke-selection.ts";
import type { ReadyTarget } from "../../run/ready-target.ts";
import type { Run } from "../../run/run.ts";
import { askTarget } from "../../target/ask-target.ts";
import { type ClientRights, whyUndeletable } from "../../target/authorization/undeletable.ts";
import { type Cut, changeOf, forAnyDataset, withCuts } from "./cuts.ts";
import { datasetOf } from "./target-dataset.ts";
import { type TriedOut, tryOut } from "./try-out.ts";

interface Learnt {
  readonly endpoints: readonly string[];
  readonly cuts: readonly Cut[];
}

/** A target that refuses everything would fill the terminal. */
const MOST_NOTES = 10;

/** Phases of one command learn together. */
const learnt = new WeakMap<ReadyTarget, Learnt>();

/**
 * @param text target data; undefined where there is none
 * @param endpoints of which it is not known what the target takes
 * @returns target data with what was learnt
 */
export async function learnRefusals(
  run: Run,
  text: string | undefined,
  endpoints: readonly string[],
): Promise<string | undefined> {
  if (endpoints.length === 0) return text;
  const before = learnt.get(run.target);
  if (before !== undefined && endpoints.every((endpoint) => before.endpoints.includes(endpoint)))
    return withCuts(text, before.cuts);
  const cuts = await learn(run, text, endpoints);
  learnt.set(run.target, { endpoints, cuts });
  return withCuts(text, cuts);
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
  const resources = plural(endpoints.length, "resource");
  output.progress(
    `trying    a few items of ${resources}, to find out what the target rejects; they are deleted afterwards`,
  );
  const stop = new AbortController();
  // With a handler, a command that is interrupted ends when the items are deleted.
  cleanup.onInterrupt(() => stop.abort());
  try {
    const planning = planLoad(dataset, facts.dependencies ?? [], removable(dataset, facts));
    const planned = await askTarget(client, planning);
    const tried = await tryOut({ client, dataset, planned, endpoints, stop: stop.signal });
    for (const line of linesOf(tried)) output.progress(line);
    if (tried.failure !== undefined) throw tried.failure;
    return tried.cuts;
  } catch (error) {
    if (!(error instanceof UnreadableList)) throw error;
    output.progress(`          nothing was tried: ${error.message}`);
    return [];
  }
}

/** What the client may create, as far as it can delete it again. */
export function removable({ endpoints }: Pick<Dataset, "endpoints">, rights: ClientRights): AllowedOperations {
  const mayTry = (endpoint: string): boolean =>
    mayDo(rights.tokenInfo?.operations, "Create", endpoint) && whyUndeletable(endpoint, rights) === undefined;
  return new Map(endpoints.filter(mayTry).map((endpoint) => [resourceKey(endpoint), new Set<Operation>(["Create"])]));
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
    `          ${plural(created, "item")} created, ${left} of them left at the target`,
    ...cuts.map(changeOf).map(({ what, change }) => `adapted   ${what}: ${change}`),
    ...notes.slice(0, MOST_NOTES).map((note) => `note      ${note}`),
    ...(notes.length > MOST_NOTES ? [`note      and ${plural(notes.length - MOST_NOTES, "more resource")}`] : []),
  ];
}
