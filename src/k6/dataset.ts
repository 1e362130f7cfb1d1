/** The dataset that the settings of a scenario describe. Creating one is expensive: once per VU, when it is needed. */

import { datasetSettings } from "../lib/config/dataset-settings.ts";
import { TARGET_DATA, TARGET_DATA_SCRIPT } from "../lib/contracts/engine-settings.ts";
import { createBodies, createDataset } from "../lib/data/create-dataset.ts";
import type { Bodies, Dataset, DatasetSettings, Items } from "../lib/data/dataset.ts";
import type { TargetData } from "./target-data.ts";

/** What the target's documents add; undefined where nobody has read them. */
const targetData = openTargetData();

/** VUs without such data do not load the code either. */
function openTargetData(): TargetData | undefined {
  const file = __ENV[TARGET_DATA] ?? "";
  if (file === "") return undefined;
  // Not `require` alone: esbuild would put a function of its own in its place.
  const script = globalThis.require(`./${TARGET_DATA_SCRIPT}`) as typeof import("./target-data.ts");
  return script.openTargetData(file);
}

export function openDataset(settings: Parameters<typeof datasetSettings>[0]): Dataset {
  return datasetOf(datasetSettings(settings));
}

export function datasetOf(settings: DatasetSettings): Dataset {
  const dataset = createDataset(settings);
  return targetData?.datasetFor?.(dataset) ?? dataset;
}

/** Enough for what the runner has planned. */
export function openBodies(settings: Parameters<typeof datasetSettings>[0]): Bodies {
  const bodies = createBodies(datasetSettings(settings));
  return targetData?.bodiesFor(bodies) ?? bodies;
}

/** Items of all endpoints. */
export function itemsOf(dataset: Items): number {
  return dataset.endpoints.reduce((sum, endpoint) => sum + dataset.count(endpoint), 0);
}
