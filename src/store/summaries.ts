/** Reads the summaries of a run: its own, or those of the phases in it. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { SUMMARY_FILE } from "../lib/contracts/run-files.ts";
import type { NoticeBase } from "../results/notify/figures.ts";
import type { RunSummary } from "../results/run-summary.ts";
import { findRunOrBaseline } from "./baselines.ts";
import { runNames } from "./find-run.ts";
import { readFullRun } from "./full-run.ts";
import { readRunSummary } from "./read-run.ts";

export interface PlacedSummary {
  readonly summary: RunSummary;
  /** Absolute path of the folder that holds it. */
  readonly path: string;
}

/** In the order of the phases. Empty when there is none. @throws LoadTestError "results" for a damaged one */
export function readSummaries(path: string): readonly PlacedSummary[] {
  const parts = readFullRun(path)?.order.map((phase) => join(path, phase)) ?? [];
  return [path, ...parts]
    .filter((folder) => existsSync(join(folder, SUMMARY_FILE)))
    .map((folder) => ({ summary: readRunSummary(folder), path: folder }));
}

export interface SummariesOfRun {
  readonly run: string;
  readonly summaries: readonly RunSummary[];
}

/** Of each run, the newest first. None of a run that is damaged or of another version. */
export function* recentSummaries(resultsDirectory: string): Iterable<SummariesOfRun> {
  for (const run of runNames(resultsDirectory)) yield { run, summaries: summariesAt(join(resultsDirectory, run)) };
}

function summariesAt(path: string): RunSummary[] {
  try {
    return readSummaries(path).map(({ summary }) => summary);
  } catch {
    return [];
  }
}

/** Without summaries when the run is gone or damaged: a notice must not fail for its base. */
export function readBase(resultsDirectory: string, name: string): NoticeBase | undefined {
  if (name === "") return undefined;
  try {
    const { path } = findRunOrBaseline(resultsDirectory, name);
    return { name, summaries: readSummaries(path).map(({ summary }) => summary) };
  } catch {
    return { name, summaries: [] };
  }
}
