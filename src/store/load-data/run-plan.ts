/** `plan.json` in a run folder: what the run is to create, and where. Resume and clean-up start from it. */

import { readFileSync } from "node:fs";
import * as v from "valibot";
import { LoadTestError } from "../../base/errors.ts";
import type { LoadPhaseData } from "../../lib/contracts/load-data.ts";
import type { DatasetSettings } from "../../lib/data/dataset.ts";
import { parseJson } from "../../lib/edfi/json.ts";
import type { LoadPlan } from "../../lib/plan/load-plan.ts";
import { DATASET_SETTINGS, reasonOf, TARGET_IDENTITY, VERSION_OF_DATASET, WHOLE } from "./shapes.ts";

export interface RunPlan extends LoadPlan {
  readonly target: LoadPhaseData["target"] & { readonly dataUrl: string };
  readonly dataset: DatasetSettings;
  /** Numbers of the items that were at the target when the run was planned. */
  readonly presentItems: readonly number[];
  /** Items of each resource at the target before the first start; absent where they could not be counted. */
  readonly countsBefore?: Readonly<Record<string, number>> | undefined;
  readonly startedAt: string;
  readonly profile: string;
}

const SHAPE = v.object({
  segments: v.array(v.object({ endpoint: v.string(), level: v.number(), first: WHOLE, count: WHOLE })),
  items: WHOLE,
  usable: v.array(v.string()),
  leftOut: v.array(v.object({ endpoint: v.string(), reason: v.string() })),
  datasetVersion: VERSION_OF_DATASET,
  fingerprint: v.string(),
  target: v.object({ ...TARGET_IDENTITY.entries, dataUrl: v.string() }),
  dataset: DATASET_SETTINGS,
  presentItems: v.array(WHOLE),
  countsBefore: v.optional(v.record(v.string(), WHOLE)),
  startedAt: v.string(),
  profile: v.string(),
});

export function writeRunPlan(plan: RunPlan): string {
  return JSON.stringify(plan);
}

/** @throws LoadTestError "results" when the folder holds no plan of this version of the program. */
export function readRunPlan(path: string): RunPlan {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    const absent = (cause as NodeJS.ErrnoException).code === "ENOENT";
    const message = absent
      ? `${path} does not exist: this is not the folder of a load.`
      : `${path}: ${(cause as Error).message}`;
    throw new LoadTestError("results", message, { cause });
  }
  const value = parseJson(text);
  const result = v.safeParse(SHAPE, value);
  if (result.success) return result.output;
  const seen = value === undefined ? "no JSON" : reasonOf(result.issues);
  throw new LoadTestError("results", `${path} is damaged or of another version: ${seen}.`);
}
