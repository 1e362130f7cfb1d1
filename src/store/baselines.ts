/** Names for runs, kept in `baselines.json` of the results directory: `{ "name": "run folder" }`. */

import { existsSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { LoadTestError } from "../base/errors.ts";
import { suggestion } from "../base/nearest.ts";
import { BASELINES_FILE, LATEST_LINK, SUMMARY_FILE } from "../lib/contracts/run-files.ts";
import { asRecord } from "../lib/edfi/json.ts";
import { makeDirectory } from "../machine/make-directory.ts";
import type { Verdict } from "../results/reason.ts";
import type { RunSummary } from "../results/run-summary.ts";
import { findAnyRun } from "./find-run.ts";
import { readFullRun } from "./full-run.ts";
import { readJsonFile } from "./json-file.ts";
import { readRunSummary } from "./read-run.ts";
import type { RunFolder } from "./run-folder.ts";

/** A name must not look like a path or a run folder: it would be ambiguous. */
const NAME = /^[A-Za-z][\w.-]{0,63}$/;

export type Baselines = Readonly<Record<string, string>>;

/** Empty when there is no file. @throws LoadTestError "results" when it is damaged */
export function readBaselines(resultsDirectory: string): Baselines {
  const file = join(resultsDirectory, BASELINES_FILE);
  if (!existsSync(file)) return {};
  const record = asRecord(readJsonFile(file));
  if (record === undefined || Object.values(record).some((path) => typeof path !== "string")) {
    throw new LoadTestError("results", `${file} is not a list of baselines: {"name": "run folder"}.`, {
      hint: "Repair or delete it. Until then, no run is deleted.",
    });
  }
  return record as Baselines;
}

/** The figures of runs with these verdicts are no basis for a comparison. */
const NO_BASELINE: readonly Verdict[] = ["aborted", "invalid", "inconclusive"];

/**
 * @param replaces whether the name may be that of another run
 * @throws LoadTestError "usage" for a name that cannot be one or is taken, and for a run that is no baseline; "results" for
 * a run that cannot be found or has no summary
 */
export function saveBaseline(resultsDirectory: string, name: string, run: string, replaces: boolean): RunFolder {
  if (!NAME.test(name) || name === LATEST_LINK) {
    const hint = "Use a letter, then letters, digits, dots, dashes or underscores; not latest.";
    throw new LoadTestError("usage", `"${name}" cannot be the name of a baseline.`, { hint });
  }
  const folder = findAnyRun(resultsDirectory, run);
  const phases = readFullRun(folder.path)?.order.map((phase) => join(folder.path, phase)) ?? [];
  if (!phases.every((phase) => existsSync(join(phase, SUMMARY_FILE))))
    throw new LoadTestError("usage", `${folder.name} cannot be a baseline: not all of its phases have a result.`, {
      hint: "Continue it with --resume, or save one of its phases.",
    });
  for (const part of phases.length === 0 ? [folder.path] : phases) refuseBaseline(folder.name, readRunSummary(part));
  const saved =
    dirname(folder.path) === resolve(resultsDirectory) ? folder.name : relative(resultsDirectory, folder.path);
  const { [name]: before = saved, ...others } = readBaselines(resultsDirectory);
  if (before !== saved && !replaces) {
    throw new LoadTestError("usage", `The baseline ${name} is already the run ${before}.`, {
      hint: "Add --force to replace it, or use another name.",
    });
  }
  writeBaselines(resultsDirectory, { ...others, [name]: saved });
  return folder;
}

/** @throws LoadTestError "usage" for a run, or a phase of it, whose figures are no basis */
function refuseBaseline(run: string, { verdict, reasons }: RunSummary): void {
  if (!NO_BASELINE.includes(verdict)) return;
  const text = `${run} cannot be a baseline: it is ${verdict}${reasons[0] === undefined ? "" : `, ${reasons[0]}`}.`;
  throw new LoadTestError("usage", text, { hint: "Save a run that came to its end and whose figures are valid." });
}

/** @throws LoadTestError "results" when there is no such name */
export function removeBaseline(resultsDirectory: string, name: string): void {
  const { [name]: removed, ...others } = readBaselines(resultsDirectory);
  if (removed === undefined) {
    throw new LoadTestError("results", `Unknown baseline ${name}${suggestion(name, Object.keys(others))}.`);
  }
  writeBaselines(resultsDirectory, others);
}

/** A run, also a full one, by its baseline name, or as findAnyRun finds it. @throws LoadTestError "results" */
export function findRunOrBaseline(resultsDirectory: string, wanted: string): RunFolder {
  const baselines = readBaselines(resultsDirectory);
  if (!Object.hasOwn(baselines, wanted)) return findAnyRun(resultsDirectory, wanted);
  const run = baselines[wanted] ?? "";
  try {
    return findAnyRun(resultsDirectory, run);
  } catch (cause) {
    const hint = `Save another run under the name, or remove it: npm run baseline -- remove ${wanted}`;
    throw new LoadTestError("results", `The baseline ${wanted} is the run ${run}, which cannot be found.`, {
      hint,
      cause,
    });
  }
}

/** Atomic: a reader sees the old names or the new ones. */
function writeBaselines(resultsDirectory: string, baselines: Baselines): void {
  const file = join(resultsDirectory, BASELINES_FILE);
  const temporary = `${file}.${process.pid}`;
  const sorted = Object.fromEntries(Object.entries(baselines).sort(([a], [b]) => (a < b ? -1 : 1)));
  makeDirectory(resultsDirectory);
  writeFileSync(temporary, `${JSON.stringify(sorted, null, 2)}\n`);
  renameSync(temporary, file);
}
