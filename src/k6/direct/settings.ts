/** Settings of a direct `k6 run`: from `__ENV`, by the same table as the runner's. A wrong value ends the run at once. */

import type { ConfigOf, Field } from "../../lib/config/field.ts";
import { DATASET_FIELDS } from "../../lib/config/fields/dataset.ts";
import { TARGET_FIELDS } from "../../lib/config/fields/target.ts";
import { resolveConfig } from "../../lib/config/resolve.ts";

const REPLACES_SCENARIOS = ["K6_VUS", "K6_DURATION", "K6_ITERATIONS", "K6_STAGES"];

/** Settings of target and dataset, and those of the phase. @throws one line for each wrong value */
export function readPhaseSettings<const Table extends readonly Field[]>(ofPhase: Table) {
  return readSettings([...TARGET_FIELDS, ...DATASET_FIELDS, ...ofPhase]);
}

function readSettings<const Table extends readonly Field[]>(fields: Table): ConfigOf<Table> {
  const stray = REPLACES_SCENARIOS.find((name) => (__ENV[name] ?? "") !== "");
  if (stray !== undefined) throw new Error(`${stray} would replace the scenarios of this script: unset it.`);
  const { config, problems } = resolveConfig(fields, [{ origin: "environment", values: __ENV }]);
  if (problems.length > 0) throw new Error(problems.map((problem) => problem.message).join("\n"));
  return config;
}
