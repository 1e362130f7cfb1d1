/** Reads what a report is made of from a run folder: summary, manifest, record. */

import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { LoadTestError } from "../base/errors.ts";
import { MANIFEST_FILE, SUMMARY_FILE } from "../lib/contracts/run-files.ts";
import { asRecord, parseJson } from "../lib/edfi/json.ts";
import { RecordSeries } from "../results/report/record-series.ts";
import type { RunReport } from "../results/report/run-report.ts";
import { schemaProblems } from "../results/report/schema.ts";
import type { RunSeries } from "../results/report/series.ts";
import { SUMMARY_SCHEMA } from "../results/report/summary-schema.ts";
import type { RunSummary } from "../results/run-summary.ts";
import { readRecord, recordFiles } from "./record-file.ts";

/** @param path absolute path of a run folder @throws LoadTestError "results" when its summary is missing or not one. */
export async function readRun(path: string): Promise<RunReport> {
  const summary = readRunSummary(path);
  return { summary, series: await readSeries(path), manifest: readManifest(path) };
}

/** @throws LoadTestError "results" */
export function readRunSummary(path: string): RunSummary {
  const file = join(path, SUMMARY_FILE);
  const run = basename(path);
  if (!existsSync(file)) {
    throw new LoadTestError("results", `The run ${run} has no ${SUMMARY_FILE}: it did not come to its end.`, {
      hint: "A load can be continued with --resume; other phases have to be run again.",
    });
  }
  const value = parseJson(readFileSync(file, "utf8"));
  const problems = schemaProblems(SUMMARY_SCHEMA, value);
  if (problems.length > 0) {
    throw new LoadTestError("results", `${SUMMARY_FILE} of the run ${run} cannot be read: ${problems.join("; ")}`, {
      hint: "It was damaged, or written by another version; its shape is in docs/summary.schema.json.",
    });
  }
  return value as RunSummary;
}

/** A damaged manifest costs its part of the report, not the report. */
function readManifest(path: string): Readonly<Record<string, unknown>> {
  const file = join(path, MANIFEST_FILE);
  return existsSync(file) ? (asRecord(parseJson(readFileSync(file, "utf8"))) ?? {}) : {};
}

/** Undefined without a record, and for one in which nothing can be read. */
async function readSeries(path: string): Promise<RunSeries | undefined> {
  const builder = new RecordSeries();
  for (const file of recordFiles(path)) {
    builder.endRecord(await readRecord(file, (period) => builder.addPeriod(period)));
  }
  const series = builder.series();
  return series.seconds.length === 0 ? undefined : series;
}
