/** The dataset that the settings of a scenario describe. Creating one is expensive: once per VU, when it is needed. */

import { SharedArray } from "k6/data";
import { datasetSettings } from "../lib/config/dataset-settings.ts";
import { TARGET_DATA } from "../lib/contracts/engine-settings.ts";
import { createDataset, createItems } from "../lib/data/create-dataset.ts";
import type { Dataset, DatasetSettings, Items } from "../lib/data/dataset.ts";
import { datasetForTarget } from "../lib/target-data/dataset.ts";
import { readTargetLines, type TargetLines } from "../lib/target-data/lines.ts";
import { Parts } from "../lib/target-data/parts.ts";
import { type Bodies, bodiesForTarget } from "../lib/target-data/with-target-data.ts";

/** What the target's documents add; undefined where nobody has read them. */
const lines = openLines();

/** All VUs share the lines; k6 opens files in the init context alone. */
function openLines(): TargetLines | undefined {
  const file = __ENV[TARGET_DATA] ?? "";
  return file === "" ? undefined : readTargetLines(new SharedArray("target data", () => open(file).split("\n")));
}

export function openDataset(settings: Parameters<typeof datasetSettings>[0]): Dataset {
  return datasetOf(datasetSettings(settings));
}

export function datasetOf(settings: DatasetSettings): Dataset {
  const dataset = createDataset(settings);
  return lines === undefined ? dataset : datasetForTarget(dataset, lines);
}

/** What the runner has planned needs no more of it. */
export function openBodies(settings: Parameters<typeof datasetSettings>[0]): Bodies {
  const items = createItems(datasetSettings(settings));
  return lines === undefined ? items : bodiesForTarget(items, lines, new Parts(lines));
}

/** Items of all endpoints. */
export function itemsOf(dataset: Items): number {
  return dataset.endpoints.reduce((sum, endpoint) => sum + dataset.count(endpoint), 0);
}
