/** What a load wants to do with the resources of its dataset, for preflight. */

import { datasetSettings } from "../../lib/config/dataset-settings.ts";
import type { Config } from "../../lib/config/fields.ts";
import { createDataset } from "../../lib/data/create-dataset.ts";
import type { WantedResource } from "../../target/preflight/claims-check.ts";

export function wantedResources(config: Config): WantedResource[] {
  const dataset = createDataset(datasetSettings(config));
  return dataset.endpoints
    .filter((endpoint) => dataset.count(endpoint) > 0)
    .map((resource) => ({ resource, operations: ["Create", "Read"] }));
}
