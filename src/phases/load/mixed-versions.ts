/** A load that another version of this program made at the same target, under the same dataset ID. */
import { join } from "node:path";
import { LoadTestError } from "../../base/errors.ts";
import type { Config } from "../../lib/config/fields.ts";
import { type LoadPhaseData, otherVersion } from "../../lib/contracts/load-data.ts";
import { LOAD_DATA_FILE } from "../../lib/contracts/run-files.ts";
import { readLoadPhaseData } from "../../store/load-data/load-data-file.ts";
import type { Installation } from "../../target/installation.ts";
import { isSameTarget } from "../../target/same-target.ts";

/** For the announcement of a new load: a note, since the target may have been emptied since. */
export function mixedVersionLines(
  { resultsDirectory, datasetId }: Pick<Config, "resultsDirectory" | "datasetId">,
  installation: Pick<Installation, "kind" | "baseUrl">,
): string[] {
  const data = lastLoad(resultsDirectory);
  if (data?.dataset.datasetId !== datasetId || !isSameTarget(data.target, installation)) return [];
  const other = otherVersion(data);
  if (other === undefined) return [];
  return [`note      ${other} This load adds to it, unless it is deleted first: npm run cleanup -- ${data.run}`];
}

/** Undefined where there is none that can be read. */
function lastLoad(resultsDirectory: string): LoadPhaseData | undefined {
  try {
    return readLoadPhaseData(join(resultsDirectory, LOAD_DATA_FILE));
  } catch (error) {
    if (error instanceof LoadTestError) return undefined;
    throw error;
  }
}
