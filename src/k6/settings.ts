/** Settings of a k6 bundle, which somebody else has checked: the runner, or the script of a direct run. */

import { SharedArray } from "k6/data";
import type { ConfigOf, Field } from "../lib/config/field.ts";
import type { DATASET_FIELDS } from "../lib/config/fields/dataset.ts";
import type { TARGET_FIELDS } from "../lib/config/fields/target.ts";
import { ENGINE_SETTINGS, readEngineSettings } from "../lib/contracts/engine-settings.ts";

/** Folder of this run; unused in a direct `k6 run`. */
export const RUN_DIRECTORY: string = __ENV.LOAD_TEST_RUN_DIR ?? "";

/** Of target, dataset and phase. */
type PhaseSettings<Table extends readonly Field[]> = ConfigOf<
  readonly [...typeof TARGET_FIELDS, ...typeof DATASET_FIELDS, ...Table]
>;

export function givenSettings<const Table extends readonly Field[]>(): PhaseSettings<Table> {
  return readEngineSettings(__ENV[ENGINE_SETTINGS] ?? "{}") as PhaseSettings<Table>;
}

/** Of a direct run. @param read called once for all VUs: it takes longer than the rest of a VU's start */
export function shareSettings<Settings>(read: () => Settings): Settings {
  return new SharedArray("settings", () => [read()])[0] as Settings;
}
