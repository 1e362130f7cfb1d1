/** Settings that the runner hands to a script: all in one variable as JSON, checked already. */

import type { Field } from "../config/field.ts";

export const ENGINE_SETTINGS = "LOAD_TEST_SETTINGS";

/** Address of the run folder, for what k6 loads as a module: a path with `#` or `%` would be taken for another one. */
export const RUN_URL = "LOAD_TEST_RUN_URL";

/** Names a file of target data (`target-data/lines.ts`) for a script; nothing else of the environment reaches it under the runner. */
export const TARGET_DATA = "MODEL";

/** Beside the bundle of a scenario: the script that reads it. */
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
