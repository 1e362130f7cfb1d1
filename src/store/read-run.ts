/** Reads what a report is made of from a run folder: summary, manifest, record, figures of the target. */

import { createReadStream, existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { LoadTestError } from "../base/errors.ts";
import { readJson } from "../base/schema.ts";
import {
  ERROR_LOG_FILE,
  GENERATOR_FIGURES_FILE,
  MANIFEST_FILE,
  PLAN_FILE,
  SUMMARY_FILE,
} from "../lib/contracts/run-files.ts";
import { asRecords } from "../lib/edfi/json.ts";
import { type FirstError, FirstErrors } from "../results/report/first-errors.ts";
import { RecordSeries } from "../results/report/record-series.ts";
import type { RunReport } from "../results/report/run-report.ts";
import type { RunSeries } from "../results/report/series.ts";
import { RUN_SUMMARY, type RunSummary } from "../results/run-summary.ts";
import { readJsonObject } from "./json-file.ts";
import { notEnded } from "./not-ended.ts";
import { readRecord, recordFiles } from "./record-file.ts";
import { readFigures, readTargetReport } from "./target-figures.ts";

const MOST_PROBLEMS = 5;

/** @param path absolute path of a run folder @throws LoadTestError "results" when its summary is missing or not one. */
export async function readRun(path: string): Promise<RunReport> {
  const summary = readRunSummary(path);
  return {
    summary,
    series: await readSeries(path),
    samples: readFigures(path),
    target: readTargetReport(path),
    generator: readFigures(path, GENERATOR_FIGURES_FILE),
    errors: await readErrors(join(path, ERROR_LOG_FILE)),
    levels: readLevels(path),
    manifest: readJsonObject(join(path, MANIFEST_FILE)),
  };
}

/** @throws LoadTestError "results" */
export function readRunSummary(path: string): RunSummary {
  const file = join(path, SUMMARY_FILE);
  const run = basename(path);
  if (!existsSync(file)) throw notEnded(path);
  const reading = readJson(RUN_SUMMARY, readFileSync(file, "utf8"));
  if ("value" in reading) return reading.value;
  const shown = reading.problems.slice(0, MOST_PROBLEMS).join("; ");
  throw new LoadTestError("results", `${SUMMARY_FILE} of the run ${run} cannot be read: ${shown}`, {
    hint: "It is damaged, or was written by another version; its shape is in docs/summary.schema.json.",
  });
}

/** Undefined without a record, and for one in which nothing can be read. */
async function readSeries(path: string): Promise<RunSeries | undefined> {
  const builder = new RecordSeries();
  for (const file of recordFiles(path)) {
    const { startMs } = await readRecord(file, (period, headMs) => builder.addPeriod(period, headMs));
    builder.endRecord(startMs);
  }
  const series = builder.series();
  return series.seconds.length === 0 ? undefined : series;
}

async function readErrors(file: string): Promise<readonly FirstError[]> {
  const errors = new FirstErrors();
  if (!existsSync(file)) return [];
  for await (const line of createInterface({ input: createReadStream(file) })) errors.add(line);
  return errors.result();
}

/** Of the plan of a load; one of another version tells as much as it can. */
function readLevels(path: string): Record<string, number> {
  const segments = asRecords(readJsonObject(join(path, PLAN_FILE)).segments);
  return Object.fromEntries(
    segments.flatMap(({ endpoint, level }) =>
      typeof endpoint === "string" && typeof level === "number" ? [[endpoint, level]] : [],
    ),
  );
}
