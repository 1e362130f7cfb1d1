/**
 * Settings of a k6 bundle. In a direct `k6 run` from `__ENV`, by the same table as the runner's; a wrong value ends the
 * run at once. The runner hands over what it has checked itself.
 */

import { SharedArray } from "k6/data";
import type { ConfigOf, Field } from "../lib/config/field.ts";
import { DATASET_FIELDS } from "../lib/config/fields/dataset.ts";
import { TARGET_FIELDS } from "../lib/config/fields/target.ts";
import { resolveConfig } from "../lib/config/resolve.ts";
import { ENGINE_SETTINGS, readEngineSettings } from "../lib/contracts/engine-settings.ts";

/** Folder of this run; unused in a direct `k6 run`. */
export const RUN_DIRECTORY: string = __ENV.LOAD_TEST_RUN_DIR ?? "";

const REPLACES_SCENARIOS = ["K6_VUS", "K6_DURATION", "K6_ITERATIONS", "K6_STAGES"];

/** Settings of target and dataset, and those of the phase, in a direct run. */
export function readPhaseSettings<const Table extends readonly Field[]>(ofPhase: Table) {
  return readSettings([...TARGET_FIELDS, ...DATASET_FIELDS, ...ofPhase]);
}

/** The same under the runner. */
export function givenSettings<const Table extends readonly Field[]>(): ReturnType<typeof readPhaseSettings<Table>> {
  return readEngineSettings(__ENV[ENGINE_SETTINGS] ?? "{}") as ReturnType<typeof readPhaseSettings<Table>>;
}

/** Read once for all VUs: it takes longer than the rest of a VU's start. @throws one line for each wrong value */
export function readSettings<const Table extends readonly Field[]>(fields: Table): ConfigOf<Table> {
  return new SharedArray("settings", () => [resolve(fields)])[0] as ConfigOf<Table>;
}

function resolve<const Table extends readonly Field[]>(fields: Table): ConfigOf<Table> {
  const stray = REPLACES_SCENARIOS.find((name) => (__ENV[name] ?? "") !== "");
  if (stray !== undefined) throw new Error(`${stray} would replace the scenarios of this script: unset it.`);
  const { config, problems } = resolveConfig(fields, [{ origin: "environment", values: __ENV }]);
  if (problems.length > 0) throw new Error(problems.map((problem) => problem.message).join("\n"));
  return config;
}
