/** Settings that the runner passes to a script: JSON in one variable, already checked. */

import type { Field } from "../config/field.ts";

export const ENGINE_SETTINGS = "LOAD_TEST_SETTINGS";

/** URL of the run folder, for modules that k6 loads: k6 would misread a path with `#` or `%`. */
export const RUN_URL = "LOAD_TEST_RUN_URL";

/** Path of a file with target data (see `target-data/lines.ts`). */
export const TARGET_DATA = "MODEL";

/** The script that reads it, in the same folder as the bundles of the scenarios. */
export const TARGET_DATA_SCRIPT = "target-data.js";

/** @returns part of the environment of k6 */
export function writeEngineSettings(
  fields: readonly Field[],
  config: Readonly<Record<string, unknown>>,
): Record<string, string> {
  return { [ENGINE_SETTINGS]: JSON.stringify(Object.fromEntries(fields.map(({ key }) => [key, config[key]]))) };
}

/** An object by the keys of the fields. */
export function readEngineSettings(text: string): unknown {
  return JSON.parse(text);
}
