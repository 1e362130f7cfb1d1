/** Figures over time in a run folder, of the target and of the generator, and the report on the target at the end. */

import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readValue } from "../base/schema.ts";
import { TARGET_FIGURES_FILE, TARGET_REPORT_FILE } from "../lib/contracts/run-files.ts";
import { readFigureLine, writeFigureLine } from "../results/figures/figure-line.ts";
import type { FigureSample } from "../results/figures/figure-values.ts";
import { TARGET_REPORT, type TargetReport } from "../results/figures/target-report.ts";
import { readJsonFile } from "./json-file.ts";
import type { RunFolder } from "./run-folder.ts";

/** A run that is continued adds to the samples that it has. @throws an error of Node */
export function appendFigures(folder: RunFolder, sample: FigureSample, name = TARGET_FIGURES_FILE): void {
  appendFileSync(folder.file(name), `${writeFigureLine(sample)}\n`);
}

/** @throws LoadTestError "results" */
export function writeTargetReport(folder: RunFolder, report: TargetReport): void {
  folder.writeJson(TARGET_REPORT_FILE, report);
}

/** In order of time, without damaged lines. Empty where none were collected. @param path of a run folder */
export function readFigures(path: string, name = TARGET_FIGURES_FILE): readonly FigureSample[] {
  const file = join(path, name);
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .map(readFigureLine)
    .filter((sample) => sample !== undefined);
}

/** Undefined where there is none, or a damaged one. @param path of a run folder */
export function readTargetReport(path: string): TargetReport | undefined {
  const reading = readValue(TARGET_REPORT, readJsonFile(join(path, TARGET_REPORT_FILE)));
  return "value" in reading ? reading.value : undefined;
}
