/** Finds the folder of a load by what a user types: its name, its path, or `latest`. */

import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { LoadTestError } from "../../../base/errors.ts";
import { LATEST_LINK, PLAN_FILE } from "../../../lib/contracts/run-files.ts";

const MOST_NAMES = 5;

/** Absolute path of a folder with a plan. @throws LoadTestError "results" with the runs that there are. */
export function findLoadRun(resultsDirectory: string, wanted: string): string {
  const runs = loadRuns(resultsDirectory);
  const newest = runs[0];
  if (wanted === LATEST_LINK && newest !== undefined) return resolve(resultsDirectory, newest);
  const candidates = wanted === LATEST_LINK ? [] : [resolve(resultsDirectory, wanted), resolve(wanted)];
  const found = candidates.find((path) => existsSync(join(path, PLAN_FILE)));
  if (found !== undefined) return found;
  const shown = runs.slice(0, MOST_NAMES).join(", ");
  const hint =
    newest === undefined
      ? `There is no load in ${resultsDirectory}; name another directory with --results-dir, or give a path.`
      : `Loads in ${resultsDirectory}, newest first: ${shown}`;
  const seen = candidates.some((path) => existsSync(path)) ? "is no folder of a load" : "cannot be found";
  throw new LoadTestError("results", `The run ${wanted} ${seen}.`, { hint });
}

/** Names begin with the time, so that they sort by it. */
function loadRuns(resultsDirectory: string): string[] {
  if (!existsSync(resultsDirectory)) return [];
  const names = readdirSync(resultsDirectory).filter(
    (name) => name !== LATEST_LINK && existsSync(join(resultsDirectory, name, PLAN_FILE)),
  );
  return names.sort().reverse();
}
