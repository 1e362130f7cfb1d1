/** All runs of a results directory, newest first. */

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { LOAD_DATA_FILE } from "../lib/contracts/run-files.ts";
import { asText } from "../lib/edfi/json.ts";
import { readBaselines } from "./baselines.ts";
import { RUN_NAME, runNames } from "./find-run.ts";
import { readJsonObject } from "./json-file.ts";
import { type RunRow, readRunRow } from "./run-row.ts";

/** @throws LoadTestError "results" when the baselines cannot be read: then it is unknown what must be kept. */
export function listRuns(resultsDirectory: string, nowMs: number): RunRow[] {
  const loaded = readJsonObject(join(resultsDirectory, LOAD_DATA_FILE));
  const context = { baselines: baselinesByRun(resultsDirectory), loadedRun: folderOf(asText(loaded.run) ?? ""), nowMs };
  return runNames(resultsDirectory).map((name) => readRunRow(resultsDirectory, name, context));
}

/** With those of single tenants and clients, whose names begin with their folder: `tenants/north/20261129T...`. */
export function listAllRuns(resultsDirectory: string, nowMs: number): RunRow[] {
  const ofParts = ["tenants", "clients"].flatMap((kind) =>
    foldersIn(join(resultsDirectory, kind)).flatMap((part) =>
      listRuns(join(resultsDirectory, kind, part), nowMs).map((row) => ({
        ...row,
        name: `${kind}/${part}/${row.name}`,
      })),
    ),
  );
  const rows = [...listRuns(resultsDirectory, nowMs), ...ofParts];
  return ofParts.length === 0 ? rows : rows.sort((a, b) => b.startedMs - a.startedMs);
}

function foldersIn(path: string): string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

/** Names by run folder. */
function baselinesByRun(resultsDirectory: string): Map<string, string[]> {
  const byRun = new Map<string, string[]>();
  for (const [name, run] of Object.entries(readBaselines(resultsDirectory))) {
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
