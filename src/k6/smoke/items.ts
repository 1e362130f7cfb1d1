/** What a smoke run makes: taken from the dataset in a direct run, from a file under the runner. */

import { SharedArray } from "k6/data";
import { SMOKE_ROUNDS_FILE, SMOKE_WORK_FILE } from "../../lib/contracts/run-files.ts";
import { readSmokePlan, readSmokeRound } from "../../lib/contracts/smoke-rounds.ts";
import { readSmokeWork, type SmokeWork } from "../../lib/contracts/smoke-work.ts";
import type { Dataset, DatasetSettings } from "../../lib/data/dataset.ts";
import { type SmokePlan, type SmokeRound, smokePlanOf, smokeRoundOf } from "../../lib/plan/smoke-round.ts";
import { smokeDatasetSettings, smokeEndpoints } from "../../lib/plan/smoke-selection.ts";
import { datasetOf } from "../dataset.ts";
import { RUN_DIRECTORY } from "../settings.ts";

export interface SmokeItems {
  readonly plan: () => SmokePlan;
  /**
   * @param number from 1
   * @param usable endpoints whose items are made, in load order
   * @param descriptors of these, those that get a value of the run's own
   */
  readonly round: (number: number, usable: ReadonlySet<string>, descriptors: readonly string[]) => SmokeRound;
}

/** Called in the init context, where files can be opened. */
export function itemsFromRunner(): SmokeItems {
  // All VUs share the text, and each reads the line of its own round.
  const lines = new SharedArray("rounds", () => open(`${RUN_DIRECTORY}/${SMOKE_ROUNDS_FILE}`).split("\n"));
  return {
    plan: () => readSmokePlan(lines),
    round: (number, usable, descriptors) => readSmokeRound(lines[number] as string, usable, descriptors),
  };
}

/** Makes no values of descriptors. */
export function itemsOfDataset({ seed, schoolYear }: Pick<DatasetSettings, "seed" | "schoolYear">): SmokeItems {
  const datasetFor = (round: number): Dataset => datasetOf(smokeDatasetSettings(round, seed, schoolYear));
  return {
    plan() {
      const dataset = datasetFor(1);
      return smokePlanOf(dataset, smokeEndpoints(dataset));
    },
    round: (number, usable) => smokeRoundOf(datasetFor(number), usable, false),
  };
}

/** Facts from the runner. Called in the init context, where files can be opened; empty in a direct run. */
export function openWork(): SmokeWork {
  return FOR_RUNNER ? readSmokeWork(open(`${RUN_DIRECTORY}/${SMOKE_WORK_FILE}`)) : {};
}
