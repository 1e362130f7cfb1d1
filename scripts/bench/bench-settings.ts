/** Settings of a script by the names of the environment, as the runner hands them to k6. */

import { DATASET_FIELDS } from "../../src/lib/config/fields/dataset.ts";
import { LOAD_FIELDS } from "../../src/lib/config/fields/load.ts";
import { READWRITE_DIRECT_FIELDS } from "../../src/lib/config/fields/readwrite-direct.ts";
import { SMOKE_FIELDS } from "../../src/lib/config/fields/smoke.ts";
import { TARGET_FIELDS } from "../../src/lib/config/fields/target.ts";
import { resolveConfig } from "../../src/lib/config/resolve.ts";
import { writeEngineSettings } from "../../src/lib/contracts/engine-settings.ts";

const FIELDS = [...TARGET_FIELDS, ...DATASET_FIELDS, ...SMOKE_FIELDS, ...LOAD_FIELDS, ...READWRITE_DIRECT_FIELDS];

export function benchSettings(values: Readonly<Record<string, string>>): Record<string, string> {
  return writeEngineSettings(FIELDS, resolveConfig(FIELDS, [{ origin: "environment", values }]).config);
}
