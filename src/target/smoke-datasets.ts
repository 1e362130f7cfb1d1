/** The datasets that the VUs of the smoke phase write, independent of the profile's dataset. */

import type { Config } from "../lib/config/fields.ts";
import { createDataset } from "../lib/data/create-dataset.ts";
import type { Dataset } from "../lib/data/dataset.ts";
import { smokeDatasetSettings } from "../lib/plan/smoke-selection.ts";

export function smokeDatasets({ vusSmokePhase, seed, schoolYear }: Config): Dataset[] {
  return Array.from({ length: vusSmokePhase }, (_, vu) =>
    createDataset(smokeDatasetSettings(vu + 1, seed, schoolYear)),
  );
}
