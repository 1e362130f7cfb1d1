/** Finds a run folder by what a user types: its name, its path, or `latest`. */

import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { nearest } from "../../lib/config/nearest.ts";
import { LoadTestError } from "../../lib/errors.ts";
import { openRunFolder, type RunFolder } from "../run/run-folder.ts";

/** `20261123T041500Z-...`: what is named otherwise is no run and is never touched. */
const RUN_NAME = /^\d{8}T\d{6}Z-/;
const MOST_NAMES = 5;

/** Names of all run folders, newest first: they begin with the time. None when there is no such directory. */
export function runNames(resultsDirectory: string): string[] {
  if (!existsSync(resultsDirectory)) return [];
  return readdirSync(resultsDirectory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && RUN_NAME.test(entry.name))
    .map((entry) => entry.name)
    .sort()
    .reverse();
}

/** @throws LoadTestError "results" with the runs that there are. */
export function findRun(resultsDirectory: string, wanted: string): RunFolder {
  const names = runNames(resultsDirectory);
  const [newest] = names;
  if (wanted === "latest" && newest !== undefined) return openRunFolder(resolve(resultsDirectory), newest);
  const candidates = wanted === "latest" ? [] : [join(resolve(resultsDirectory), wanted), resolve(wanted)];
  const found = candidates.find((path) => existsSync(path) && statSync(path).isDirectory() && isRun(path));
  if (found !== undefined) return openRunFolder(dirname(found), basename(found));
  const hint =
    newest === undefined
      ? `There is no run in ${resultsDirectory}; name another directory with --results-dir, or give a path.`
      : `Runs in ${resultsDirectory}, newest first: ${names.slice(0, MOST_NAMES).join(", ")}`;
  const seen = candidates.some((path) => existsSync(path)) ? "is no run folder" : "cannot be found";
  const close = nearest(wanted, names);
  const meant = close === undefined ? "" : ` (did you mean ${close}?)`;
  throw new LoadTestError("results", `The run ${wanted} ${seen}${meant}.`, { hint });
}

/** A folder may have been renamed or moved; what makes it a run is in it. */
function isRun(path: string): boolean {
  return ["summary.json", "manifest.json", "plan.json"].some((file) => existsSync(join(path, file)));
}
