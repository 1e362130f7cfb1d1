/** Reads the summaries of a run: its own, or those of the phases in it. */

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { NoticeBase } from "../../results/notify/figures.ts";
import type { Phase, RunSummary } from "../../results/run-summary.ts";
import { findRunOrBaseline } from "../../store/baselines.ts";
import { readRunSummary, SUMMARY_JSON } from "../../store/read-run.ts";

/** The phases of a full run say the same time as their beginning: that of the run. */
const IN_ORDER: readonly Phase[] = ["smoke", "load", "readwrite", "stress", "soak"];

export interface PlacedSummary {
  readonly summary: RunSummary;
  /** Absolute path of the folder that holds it. */
  readonly path: string;
}

/** In the order of the phases. Empty when there is none. @throws LoadTestError "results" for a damaged one */
export function readSummaries(path: string): readonly PlacedSummary[] {
  const paths = [path, ...subfolders(path)].filter((folder) => existsSync(join(folder, SUMMARY_JSON)));
  const own = paths[0] === path ? [path] : paths;
  return own
    .map((folder) => ({ summary: readRunSummary(folder), path: folder }))
    .sort((a, b) => IN_ORDER.indexOf(a.summary.phase) - IN_ORDER.indexOf(b.summary.phase));
}

function subfolders(path: string): string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(path, entry.name))
    .sort();
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
