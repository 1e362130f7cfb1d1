/** What the target's documents add to the dataset, from a plan: a direct `k6 run` takes it as `-e MODEL=FILE`. */

import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { PLANNED_TARGET_DATA_FILE } from "../../lib/contracts/run-files.ts";
import { makeDirectory } from "../../machine/make-directory.ts";

/** @param text as `writeTargetData` writes it; undefined: there is nothing, and no file. @returns a line for the plan */
export function writePlanModel(resultsDirectory: string, text: string | undefined): string[] {
  if (text === undefined) return [];
  makeDirectory(resultsDirectory);
  const file = join(resultsDirectory, PLANNED_TARGET_DATA_FILE);
  writeFileSync(file, text);
  return [`model     ${relative("", file)}: in a direct k6 run, -e MODEL names it`];
}
