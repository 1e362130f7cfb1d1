/** `target-data.txt` in a run folder: what the documents of the target add to the dataset. Absent where they add nothing. */

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { LoadPhaseData } from "../../lib/contracts/load-data.ts";
import { TARGET_DATA_FILE } from "../../lib/contracts/run-files.ts";

/** @param folder of the run */
export function readTargetData(folder: string): string | undefined {
  const path = join(folder, TARGET_DATA_FILE);
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

/** @param file load-phase-data.json, in the run folder or in the results directory */
export function targetDataOfLoad(file: string, { run }: Pick<LoadPhaseData, "run">): string | undefined {
  return readTargetData(dirname(file)) ?? readTargetData(join(dirname(file), run));
}
