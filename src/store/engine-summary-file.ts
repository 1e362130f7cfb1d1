/** Reads what k6 wrote at its end. */

import { ENGINE_SUMMARY_FILE } from "../lib/contracts/run-files.ts";
import type { EngineSummary } from "../results/engine-summary.ts";
import { readJsonFile } from "./json-file.ts";
import type { RunFolder } from "./run-folder.ts";

/** Undefined when k6 was killed before it could write one. */
export function readEngineSummary(folder: RunFolder): EngineSummary | undefined {
  return readJsonFile(folder.file(ENGINE_SUMMARY_FILE)) as EngineSummary | undefined;
}
