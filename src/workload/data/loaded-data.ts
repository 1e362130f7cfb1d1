/** Reads the file of a load: its items on the target, and their dataset. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { LoadTestError } from "../../base/errors.ts";
import type { Config } from "../../lib/config/fields.ts";
import { type LoadPhaseData, otherVersion } from "../../lib/contracts/load-data.ts";
import { LOAD_DATA_FILE } from "../../lib/contracts/run-files.ts";
import { createDataset } from "../../lib/data/create-dataset.ts";
import type { Dataset } from "../../lib/data/dataset.ts";
import { readLoadPhaseData } from "../../store/load-data/load-data-file.ts";
import { targetDataOfLoad } from "../../store/load-data/target-data-file.ts";
import type { Installation } from "../../target/installation.ts";
import { isSameTarget } from "../../target/same-target.ts";
import { datasetOf } from "../target-data/target-dataset.ts";

export interface LoadedData {
  readonly data: LoadPhaseData;
  /** With what the target's documents added to it. */
  readonly dataset: Dataset;
}

/** Absent with --discover. @throws LoadTestError when the file is not there, or is of another target or version. */
export function readLoadedData(
  config: Config,
  installation: Pick<Installation, "kind" | "baseUrl">,
): LoadedData | undefined {
  if (config.discover) return undefined;
  const path = dataFileOf(config);
  const data = readData(path);
  if (!isSameTarget(data.target, installation)) {
    const name = (of: Pick<Installation, "kind" | "baseUrl">): string =>
      of.kind === "sandbox" ? "the embedded sandbox" : of.baseUrl;
    throw new LoadTestError("config", `${path} is of ${name(data.target)}; this run goes to ${name(installation)}.`, {
      hint: "Load this target first (npm run load), name its file with --data, or add --discover.",
    });
  }
  const other = otherVersion(data);
  if (other === undefined)
    return { data, dataset: datasetOf(createDataset(data.dataset), targetDataOfLoad(path, data)) };
  throw new LoadTestError("config", other, {
    hint: `Delete what it created (npm run cleanup -- ${data.run}) and load again: npm run load.`,
  });
}

/** What the load made beside the dataset's own: no more than that of a file is looked at. @throws LoadTestError for a damaged one */
export function loadedEndpoints(config: Config): readonly string[] {
  const path = dataFileOf(config);
  if (config.discover || !existsSync(path)) return [];
  const data = readData(path);
  return datasetOf(createDataset(data.dataset), targetDataOfLoad(path, data)).endpoints;
}

function dataFileOf({ dataFile, resultsDirectory }: Config): string {
  return dataFile === "" ? join(resultsDirectory, LOAD_DATA_FILE) : dataFile;
}

function readData(path: string): LoadPhaseData {
  try {
    return readLoadPhaseData(path);
  } catch (error) {
    if (!(error instanceof LoadTestError)) throw error;
    const hint = "Run the load phase first: npm run load. If the target was loaded in another way, add --discover.";
    throw new LoadTestError(error.kind, error.message, { hint, cause: error });
  }
}
