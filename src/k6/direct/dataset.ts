/** The dataset that a direct run plans with. */

import { TARGET_DATA } from "../../lib/contracts/engine-settings.ts";
import { createDataset } from "../../lib/data/create-dataset.ts";
import type { Dataset, DatasetSettings, Items } from "../../lib/data/dataset.ts";
import { datasetForTarget } from "../../lib/target-data/dataset.ts";
import { openTargetLines } from "../target-lines.ts";

const file = __ENV[TARGET_DATA] ?? "";
/** What the target's documents add; undefined where nobody has read them. */
const lines = file === "" ? undefined : openTargetLines(file);

export function openDataset(settings: DatasetSettings): Dataset {
  const dataset = createDataset(settings);
  return lines === undefined ? dataset : datasetForTarget(dataset, lines);
}

/** Items of all endpoints. */
export function itemsOf(dataset: Items): number {
  return dataset.endpoints.reduce((sum, endpoint) => sum + dataset.count(endpoint), 0);
}
