/** Whether a load is finished, by the files in its run folder. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { LOAD_DATA_FILE, PLAN_FILE, SUMMARY_FILE } from "../../lib/contracts/run-files.ts";
import { asRecord } from "../../lib/edfi/json.ts";
import { readJsonObject } from "../json-file.ts";

/** `differs`: everything was sent, but the target does not hold it. */
export type LoadState = "incomplete" | "differs" | "finished";

/**
 * @param path of a run folder. Undefined when it is not that of a load. A data file that is missing or was cut off belongs
 * to a run that was killed.
 */
export function loadState(path: string): LoadState | undefined {
  if (!existsSync(join(path, PLAN_FILE))) return undefined;
  if (readJsonObject(join(path, LOAD_DATA_FILE)).complete !== true) return "incomplete";
  return asRecord(readJsonObject(join(path, SUMMARY_FILE)).load)?.verified === false ? "differs" : "finished";
}
