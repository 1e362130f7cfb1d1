/** Selects and deletes old runs. */

import { existsSync, lstatSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { LoadTestError, messageOf } from "../base/errors.ts";
import { LATEST_LINK } from "../lib/contracts/run-files.ts";
import { runNames } from "./find-run.ts";
import type { RunRow } from "./run-row.ts";

export interface PruneRule {
  /** Number of newest runs to keep. */
  readonly keep: number;
  /** Only runs that started longer ago are deleted. */
  readonly olderThanMs: number;
  /** Also delete loads that may still be needed. */
  readonly all: boolean;
}

/** @param rows newest first */
export function runsToPrune(rows: readonly RunRow[], rule: PruneRule, nowMs: number): RunRow[] {
  return rows.filter(
    (row, index) =>
      index >= rule.keep &&
      nowMs - row.startedMs > rule.olderThanMs &&
      row.notes.every(({ keeps }) => keeps === "no" || (keeps === "unless-all" && rule.all)),
  );
}

/** @throws LoadTestError "results" when a folder cannot be deleted */
export function deleteRuns(resultsDirectory: string, rows: readonly RunRow[]): void {
  for (const { name } of rows) {
    try {
      rmSync(join(resultsDirectory, name), { recursive: true, force: true });
    } catch (cause) {
      throw new LoadTestError("results", `The run ${name} cannot be deleted: ${messageOf(cause)}`, {
        hint: "Check who owns the folder.",
        cause,
      });
    }
  }
  if (rows.length > 0) pointLatestAtNewest(resultsDirectory);
}

/** Prevents a link to a deleted run. */
function pointLatestAtNewest(resultsDirectory: string): void {
  const latest = join(resultsDirectory, LATEST_LINK);
  const isLink = lstatSync(latest, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  if (!isLink || existsSync(latest)) return;
  rmSync(latest, { force: true });
  const [newest] = runNames(resultsDirectory);
  if (newest !== undefined) symlinkSync(newest, latest, "dir");
}
