/** Finds a run folder by what a user types: its name, its path, or `latest`. */

import { existsSync, readdirSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { LoadTestError } from "../base/errors.ts";
import { nearest } from "../base/nearest.ts";
import { FULL_STATE_FILE, LATEST_LINK, MANIFEST_FILE, PLAN_FILE, SUMMARY_FILE } from "../lib/contracts/run-files.ts";
import { readFullRun } from "./full-run.ts";
import { openRunFolder, type RunFolder } from "./run-folder.ts";

/** `20261123T041500Z-...`: a folder with another name is not a run and is never changed. */
export const RUN_NAME = /^\d{8}T\d{6}Z-/;
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

/** A run of one phase. @throws LoadTestError "results" with the runs that there are, or the phases of a full run. */
export function findRun(resultsDirectory: string, wanted: string): RunFolder {
  return onePhase(findAnyRun(resultsDirectory, wanted), wanted);
}

/** @throws LoadTestError "results" for a full run, with its phases. @param wanted as it was named */
export function onePhase(folder: RunFolder, wanted: string): RunFolder {
  const full = readFullRun(folder.path);
  if (full === undefined) return folder;
  throw new LoadTestError("results", `The run ${folder.name} is a full run, of several phases.`, {
    hint: `Name one of them: ${full.order.map((phase) => `${wanted}/${phase}`).join(", ")}`,
  });
}

/** A run of one phase, or a full run. @throws LoadTestError "results" with the runs that there are. */
export function findAnyRun(resultsDirectory: string, wanted: string): RunFolder {
  const names = runNames(resultsDirectory);
  const [newest] = names;
  if (wanted === LATEST_LINK && newest !== undefined) return openRunFolder(resolve(resultsDirectory), newest);
  const candidates = wanted === LATEST_LINK ? [] : [join(resolve(resultsDirectory), wanted), resolve(wanted)];
  const found = candidates.find((path) => existsSync(path) && statSync(path).isDirectory() && isRun(path));
  if (found !== undefined) return openFolder(found);
  const hint =
    newest === undefined
      ? `No runs in ${resultsDirectory}. Use another directory with --results-dir, or give a path.`
      : `Runs in ${resultsDirectory}, newest first: ${names.slice(0, MOST_NAMES).join(", ")}`;
  const seen = candidates.some((path) => existsSync(path)) ? "is not a run folder" : "was not found";
  const close = nearest(wanted, names);
  const meant = close === undefined ? "" : ` (did you mean ${close}?)`;
  throw new LoadTestError("results", `The run ${wanted} ${seen}${meant}.`, { hint });
}

/** By its real path: a name that is saved for `latest/load` must not change with `latest`. */
function openFolder(path: string): RunFolder {
  const real = realpathSync(path);
  return openRunFolder(dirname(real), basename(real));
}

/** A folder may have been renamed or moved; what makes it a run is in it. */
function isRun(path: string): boolean {
  return [SUMMARY_FILE, MANIFEST_FILE, PLAN_FILE, FULL_STATE_FILE].some((file) => existsSync(join(path, file)));
}
