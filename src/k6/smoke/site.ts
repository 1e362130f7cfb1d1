/** The target as the steps of a smoke run see it: the client's permissions and their limits. */

import { SMOKE_WORK_FILE } from "../../lib/contracts/run-files.ts";
import { readSmokeWork, type SmokeWork } from "../../lib/contracts/smoke-work.ts";
import type { Dataset, DatasetSettings } from "../../lib/data/dataset.ts";
import type { Operation } from "../../lib/edfi/token-info.ts";
import { smokeDatasetSettings } from "../../lib/plan/smoke-selection.ts";
import { datasetOf } from "../dataset.ts";
import { RUN_DIRECTORY } from "../settings.ts";
import type { SmokeClient } from "./steps.ts";

export interface SmokeSite {
  readonly client: SmokeClient;
  may(operation: Operation, endpoint: string): boolean;
  /** True when the client sees only items that its education organizations are related to; undefined: not known. */
  isByRelationships(operation: Operation, endpoint: string): boolean | undefined;
  /** Descriptors that get a value of the smoke run's own; undefined in a run of the usual resources. */
  readonly descriptors: readonly string[] | undefined;
}

/** What a VU works with: keys of its own. */
export function smokeDataset(vu: number, { seed, schoolYear }: Pick<DatasetSettings, "seed" | "schoolYear">): Dataset {
  return datasetOf(smokeDatasetSettings(vu, seed, schoolYear));
}

/** Facts from the runner. Called in the init context, where files can be opened; empty in a direct run. */
export function openWork(): SmokeWork {
  return FOR_RUNNER ? readSmokeWork(open(`${RUN_DIRECTORY}/${SMOKE_WORK_FILE}`)) : {};
}
