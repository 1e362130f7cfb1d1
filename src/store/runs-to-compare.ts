/** The runs that a comparison is of: as named, or of full runs each phase with the same phase of the others. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { LoadTestError } from "../base/errors.ts";
import { SUMMARY_FILE } from "../lib/contracts/run-files.ts";
import type { RunData } from "../results/compare/run-data.ts";
import { findRunOrBaseline } from "./baselines.ts";
import { readFullRun } from "./full-run.ts";
import { readRunSummary } from "./read-run.ts";
import { readRunData } from "./read-run-data.ts";
import { openRunFolder, type RunFolder } from "./run-folder.ts";

export interface RunsToCompare {
  /** The base first. */
  readonly runs: readonly RunData[];
  /** Where one of them is of a full run. */
  readonly phase?: string;
}

/** It checks, and measures nothing that could be compared. */
const NOT_COMPARED = "smoke";

/** @throws LoadTestError "results" for a run that cannot be read, "usage" for full runs without a common phase */
export async function runsToCompare(resultsDirectory: string, wanted: readonly string[]): Promise<RunsToCompare[]> {
  const folders = wanted.map((name) => findRunOrBaseline(resultsDirectory, name));
  if (folders.every(({ path }) => readFullRun(path) === undefined))
    return [{ runs: await Promise.all(folders.map(readRunData)) }];
  const phasesOf = folders.map(phasesIn);
  const common = Object.keys(phasesOf[0] ?? {}).filter((phase) => phasesOf.every((own) => Object.hasOwn(own, phase)));
  if (common.length === 0) {
    const lines = folders.map(({ name }, at) => `  ${name}: ${Object.keys(phasesOf[at] ?? {}).join(", ") || "none"}`);
    throw new LoadTestError("usage", ["The runs have no phase in common that can be compared.", ...lines].join("\n"), {
      hint: "Name the runs, or a phase of each, such as latest/load.",
    });
  }
  const groups: RunsToCompare[] = [];
  for (const phase of common) {
    const parts = phasesOf.flatMap((own) => own[phase] ?? []);
    groups.push({ phase, runs: await Promise.all(parts.map(readRunData)) });
  }
  return groups;
}

/** By phase; those of a full run that have a result. */
function phasesIn(folder: RunFolder): Readonly<Record<string, RunFolder>> {
  const full = readFullRun(folder.path);
  if (full === undefined) return { [readRunSummary(folder.path).phase]: folder };
  const phases = full.order.filter(
    (phase) => phase !== NOT_COMPARED && existsSync(join(folder.path, phase, SUMMARY_FILE)),
  );
  return Object.fromEntries(phases.map((phase) => [phase, openRunFolder(folder.path, phase)]));
}
