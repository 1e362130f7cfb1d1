/**
 * `load-phase-data.json` on disk: once in the run's folder, once in the results directory, where later phases look for
 * it.
 */

import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { LoadTestError, messageOf } from "../../base/errors.ts";
import { type LoadPhaseData, writeLoadData } from "../../lib/contracts/load-data.ts";
import { LOAD_DATA_FILE } from "../../lib/contracts/run-files.ts";
import { parseJson } from "../../lib/edfi/json.ts";
import type { RunFolder } from "../run-folder.ts";
import { DATASET_SETTINGS, reasonOf, TARGET_IDENTITY, VERSION_OF_DATASET, WHOLE } from "./shapes.ts";

const SHAPE = v.object({
  schema: v.literal(1),
  run: v.string(),
  writtenAt: v.string(),
  target: TARGET_IDENTITY,
  plan: v.object({ fingerprint: v.string(), items: WHOLE }),
  dataset: DATASET_SETTINGS,
  profile: v.exactOptional(v.string()),
  datasetVersion: VERSION_OF_DATASET,
  usable: v.array(v.string()),
  complete: v.boolean(),
  resources: v.record(
    v.string(),
    v.object({
      level: v.number(),
      planned: WHOLE,
      created: WHOLE,
      present: WHOLE,
      missing: WHOLE,
      ids: v.array(v.tuple([WHOLE, v.string()])),
    }),
  ),
  missingItems: v.array(v.object({ item: WHOLE, endpoint: v.string(), index: WHOLE })),
});

/** Atomic in both places. @throws LoadTestError "results" when one cannot be written. */
export function writeLoadPhaseData(resultsDirectory: string, runFolder: RunFolder, data: LoadPhaseData): void {
  const text = writeLoadData(data);
  const path = join(resultsDirectory, LOAD_DATA_FILE);
  const temporary = join(resultsDirectory, `.${LOAD_DATA_FILE}.${process.pid}`);
  try {
    runFolder.write(LOAD_DATA_FILE, text);
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  } catch (cause) {
    rmSync(temporary, { force: true });
    const hint = "Free disk space or make the file writable; `--resume` then rebuilds it from the journals.";
    throw new LoadTestError("results", `${path} cannot be written: ${messageOf(cause)}`, { hint, cause });
  }
}

/** @throws LoadTestError "results" with one line when it is absent, damaged, or of another version of this program. */
export function readLoadPhaseData(path: string): LoadPhaseData {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    const absent = (cause as NodeJS.ErrnoException).code === "ENOENT";
    const seen = absent ? "does not exist" : `cannot be read: ${(cause as Error).message}`;
    throw new LoadTestError("results", `${path} ${seen}.`, { hint: HINT, cause });
  }
  const value = parseJson(text);
  const schema = (value as { schema?: unknown } | undefined | null)?.schema;
  if (value !== undefined && schema !== undefined && schema !== 1) {
    const message = `${path} has schema ${JSON.stringify(schema)}; this version reads schema 1.`;
    throw new LoadTestError("results", message, { hint: HINT });
  }
  const result = v.safeParse(SHAPE, value);
  if (result.success) return result.output;
  throw new LoadTestError(
    "results",
    `${path} is damaged: ${value === undefined ? "no JSON" : reasonOf(result.issues)}.`,
    {
      hint: HINT,
    },
  );
}

const HINT = "Run the load phase first: npm run load";

/** Later phases must not use a load that is being cleaned up; its own folder keeps the file. */
export function removeLoadPhaseData(resultsDirectory: string, run: string): void {
  const path = join(resultsDirectory, LOAD_DATA_FILE);
  try {
    if (readLoadPhaseData(path).run === run) rmSync(path);
  } catch (error) {
    if (!(error instanceof LoadTestError)) throw error;
  }
}
