/** The dataset that the settings of a scenario describe. Creating one is expensive: once per VU, when it is needed. */

import { datasetSettings } from "../lib/config/dataset-settings.ts";
import { createDataset } from "../lib/data/create-dataset.ts";
import type { Dataset, Items } from "../lib/data/dataset.ts";

export function openDataset(settings: Parameters<typeof datasetSettings>[0]): Dataset {
  return createDataset(datasetSettings(settings));
}

/** Items of all endpoints. */
export function itemsOf(dataset: Items): number {
  return dataset.endpoints.reduce((sum, endpoint) => sum + dataset.count(endpoint), 0);
}
