/** Reads what a run left in its results folder. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { RunSummary } from "../../../src/results/run-summary.ts";

/** `summary.json` of a smoke run. */
export type SmokeSummary = RunSummary;

/** What every run leaves, whatever its verdict, beside its journal. */
export const COMPLETE_FOLDER = [
  "manifest.json",
  "record.ndjson.gz",
  "errors.ndjson",
  "summary.json",
  "summary.md",
  "junit.xml",
  "report.html",
] as const;

export function readJson<T>(...path: string[]): T {
  return JSON.parse(readFileSync(join(...path), "utf8")) as T;
}

/** Absolute paths of the run folders in a results directory, oldest first; `latest` is left out. */
export function runFolders(results: string): string[] {
  if (!existsSync(results)) return [];
  return readdirSync(results, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(results, entry.name))
    .sort();
}

/** Absolute paths of all files below a folder. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
}

/** How many lines a file has; 0 when there is none. */
export function linesOf(path: string): number {
  return existsSync(path) ? readFileSync(path, "utf8").split("\n").length : 0;
}
