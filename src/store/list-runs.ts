/** All runs of a results directory, newest first. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { LoadTestError } from "../base/errors.ts";
import { BASELINES_FILE, LOAD_DATA_FILE } from "../lib/contracts/run-files.ts";
import { asRecord, asText } from "../lib/edfi/json.ts";
import { RUN_NAME, runNames } from "./find-run.ts";
import { type RunRow, readJson, readRunRow } from "./run-row.ts";

/** @throws LoadTestError "results" when the baselines cannot be read: then no one knows what must stay. */
export function listRuns(resultsDirectory: string, nowMs: number): RunRow[] {
  const loaded = asRecord(readJson(join(resultsDirectory, LOAD_DATA_FILE)));
  const context = { baselines: readBaselines(resultsDirectory), loadedRun: folderOf(asText(loaded?.run) ?? ""), nowMs };
  return runNames(resultsDirectory).map((name) => readRunRow(resultsDirectory, name, context));
}

function readBaselines(resultsDirectory: string): Map<string, string[]> {
  const file = join(resultsDirectory, BASELINES_FILE);
  const byRun = new Map<string, string[]>();
  if (!existsSync(file)) return byRun;
  const baselines = asRecord(readJson(file));
  if (baselines === undefined) throw unreadable(file);
  for (const [name, run] of Object.entries(baselines)) {
    if (typeof run !== "string") throw unreadable(file);
    const folder = folderOf(run);
    byRun.set(folder, [...(byRun.get(folder) ?? []), name]);
  }
  return byRun;
}

/** Of `results/RUN`, or of `RUN/load`: a phase of a full run keeps the whole of it. */
function folderOf(run: string): string {
  const parts = run.split(/[\\/]/).filter((part) => part !== "");
  return parts.find((part) => RUN_NAME.test(part)) ?? parts.at(-1) ?? run;
}

function unreadable(file: string): LoadTestError {
  return new LoadTestError("results", `${file} is not a list of baselines: {"name": "run folder"}.`, {
    hint: "Mend it or remove it; until then no run is deleted.",
  });
}
