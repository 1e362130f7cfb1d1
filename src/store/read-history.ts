/** All runs of a results directory as a history needs them; a phase of a full run is a run. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { MANIFEST_FILE, SUMMARY_FILE } from "../lib/contracts/run-files.ts";
import { asRecord, asText } from "../lib/edfi/json.ts";
import type { HistoryRun } from "../results/trend/histories.ts";
import { loadModelOf } from "../results/trend/load-model.ts";
import { runNames } from "./find-run.ts";
import { readFullRun } from "./full-run.ts";
import { readJsonObject } from "./json-file.ts";
import { readRunSummary } from "./read-run.ts";
import { recordFiles } from "./record-file.ts";

/** The newest first. Unreadable runs are reported, and do not hide others. */
export function readHistory(resultsDirectory: string): HistoryRun[] {
  return runNames(resultsDirectory).flatMap((name) => {
    const phases = readFullRun(join(resultsDirectory, name))?.order;
    const names = phases === undefined ? [name] : phases.map((phase) => `${name}/${phase}`);
    return names
      .filter((own) => phases === undefined || existsSync(join(resultsDirectory, own)))
      .map((own) => readOne(resultsDirectory, own));
  });
}

function readOne(resultsDirectory: string, name: string): HistoryRun {
  const path = join(resultsDirectory, name);
  const run = { name, summary: undefined, commit: "", load: "" };
  if (!existsSync(join(path, SUMMARY_FILE))) return { ...run, leftOut: "without a summary" };
  try {
    const manifest = readJsonObject(join(path, MANIFEST_FILE));
    const commit = asText(asRecord(manifest.versions)?.commit) ?? "";
    const leftOut = recordFiles(path).length > 1 ? "resumed" : "";
    const summary = readRunSummary(path);
    return { name, summary, commit, load: loadModelOf(summary.phase, manifest), leftOut };
  } catch {
    return { ...run, leftOut: "damaged or of another version" };
  }
}
