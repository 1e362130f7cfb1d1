/** The dataset that the settings of a scenario describe. Creating one is expensive: once per VU, when it is needed. */

import { datasetSettings } from "../lib/config/dataset-settings.ts";
import { TARGET_DATA, TARGET_DATA_SCRIPT } from "../lib/contracts/engine-settings.ts";
import { createBodies } from "../lib/data/create-dataset.ts";
import type { Bodies } from "../lib/data/dataset.ts";

/** Adds what the target's documents say; undefined where nobody has read them. */
const bodiesForTarget = openTargetData();

/** VUs without such data do not load the code either. */
function openTargetData(): ((base: Bodies) => Bodies) | undefined {
  const file = __ENV[TARGET_DATA] ?? "";
  if (file === "") return undefined;
  // `globalThis.require`, because esbuild would replace a plain `require` with a function of its own.
  const script = globalThis.require(`./${TARGET_DATA_SCRIPT}`) as typeof import("./target-data.ts");
  return script.openTargetData(file);
}

/** Enough for what has been planned. */
export function openBodies(settings: Parameters<typeof datasetSettings>[0]): Bodies {
  const bodies = createBodies(datasetSettings(settings));
  return bodiesForTarget?.(bodies) ?? bodies;
}
