/** Reads what k6 wrote at its end. */

import { existsSync, readFileSync } from "node:fs";
import { ENGINE_SUMMARY_FILE } from "../lib/contracts/run-files.ts";
import { parseJson } from "../lib/edfi/json.ts";
import type { EngineSummary } from "../results/engine-summary.ts";
import type { RunFolder } from "./run-folder.ts";

/** Undefined when k6 was killed before it could write one. */
export function readEngineSummary(folder: RunFolder): EngineSummary | undefined {
  const path = folder.file(ENGINE_SUMMARY_FILE);
  return existsSync(path) ? (parseJson(readFileSync(path, "utf8")) as EngineSummary | undefined) : undefined;
}
