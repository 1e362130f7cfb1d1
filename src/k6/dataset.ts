/** The dataset that the settings of a scenario describe. Creating one is expensive: once per VU, when it is needed. */

import { SharedArray } from "k6/data";
import { datasetSettings } from "../lib/config/dataset-settings.ts";
import { TARGET_DATA } from "../lib/contracts/engine-settings.ts";
import { createDataset, createItems } from "../lib/data/create-dataset.ts";
import type { Dataset, DatasetSettings, Items } from "../lib/data/dataset.ts";
import { datasetForTarget } from "../lib/target-data/dataset.ts";
import { readTargetLines, type TargetLines } from "../lib/target-data/lines.ts";
import { withTargetData } from "../lib/target-data/with-target-data.ts";

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

/** The same without `needs`. */
export function openItems(settings: Parameters<typeof datasetSettings>[0]): Items {
  const items = createItems(datasetSettings(settings));
  return lines === undefined ? items : withTargetData(items, lines);
}

/** Items of all endpoints. */
export function itemsOf(dataset: Items): number {
  return dataset.endpoints.reduce((sum, endpoint) => sum + dataset.count(endpoint), 0);
}
