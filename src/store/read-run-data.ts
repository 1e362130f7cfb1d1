/**
 * Reads what comparing and aggregating need from a run folder: summary, record, and the settings in the manifest.
 */

import { basename, dirname } from "node:path";
import { LoadTestError } from "../base/errors.ts";
import type { Field } from "../lib/config/field.ts";
import { FIELD_GROUPS } from "../lib/config/fields.ts";
import { MANIFEST_FILE, PLAN_FILE } from "../lib/contracts/run-files.ts";
import { asRecord } from "../lib/edfi/json.ts";
import { RecordOperations } from "../results/compare/record-operations.ts";
import type { RunData } from "../results/compare/run-data.ts";
import { readFullRun } from "./full-run.ts";
import { readJsonObject } from "./json-file.ts";
import { readRunSummary } from "./read-run.ts";
import { readRecord, recordFiles } from "./record-file.ts";
import type { RunFolder } from "./run-folder.ts";

/** Settings that define the work of a run. */
const TELLING_GROUPS = [
  ...["Dataset", "Smoke phase", "Load phase", "Readwrite phase"],
  ...["Soak phase", "Spike phase", "Steered pace"],
];

/** @throws LoadTestError "results" when summary or record are missing */
export async function readRunData(folder: RunFolder): Promise<RunData> {
  const summary = readRunSummary(folder.path);
  let record = new RecordOperations(summary.warmUpMs);
  // The summary of a resumed load has the figures of its last command; the records of those before are there, too.
  const fromMs = Date.parse(summary.startedAt);
  let isOfLast = false;
  for (const file of recordFiles(folder.path)) {
    await readRecord(file, (period, startMs = fromMs) => {
      if (!isOfLast && startMs >= fromMs) {
        isOfLast = true;
        record = new RecordOperations(summary.warmUpMs);
      }
      record.addPeriod(period);
    });
    record.endRecord();
  }
  if (record.total.seconds.length === 0) {
    throw new LoadTestError("results", `The run ${folder.name} has no record over time, or one without requests.`, {
      hint: "Run it again: record.ndjson is written during a run. Records of older versions cannot be read.",
    });
  }
  const manifest = readJsonObject(folder.file(MANIFEST_FILE));
  return {
    name: nameOf(folder),
    summary,
    fingerprint:
      summary.load?.fingerprint ??
      fingerprintIn(manifest) ??
      fingerprintIn(readJsonObject(folder.file(PLAN_FILE))) ??
      datasetText(manifest),
    datasetVersion: typeof manifest.datasetVersion === "number" ? manifest.datasetVersion : 1,
    settings: relevantSettings(manifest),
    total: record.total,
    operations: record.operations,
  };
}

/** `RUN/load` for a phase of a full run. */
function nameOf({ name, path }: RunFolder): string {
  const above = dirname(path);
  return readFullRun(above) === undefined ? name : `${basename(above)}/${name}`;
}

function fingerprintIn(record: Readonly<Record<string, unknown>>): string | undefined {
  const found = record.fingerprint ?? record.planFingerprint ?? asRecord(record.plan)?.fingerprint;
  return typeof found === "string" ? found : undefined;
}

/** A run without a plan works on the dataset of its settings. Undefined without a manifest. */
function datasetText(manifest: Readonly<Record<string, unknown>>): string | undefined {
  const settings = Object.entries(relevantSettings(manifest, ["Dataset"]));
  return settings.length === 0 ? undefined : settings.map(([name, value]) => `${name}=${value}`).join(" ");
}

function relevantSettings(
  manifest: Readonly<Record<string, unknown>>,
  groups: readonly string[] = TELLING_GROUPS,
): Record<string, string> {
  const settings = asRecord(manifest.settings) ?? {};
  const fields: readonly Field[] = FIELD_GROUPS.filter(({ title }) => groups.includes(title)).flatMap(
    (group) => group.fields,
  );
  const values: Record<string, string> = {};
  for (const { env } of fields) {
    const value = asRecord(settings[env])?.value;
    if (typeof value === "string") values[env] = value;
  }
  return values;
}
