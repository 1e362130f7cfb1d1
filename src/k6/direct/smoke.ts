/** What a direct `k6 run dist/smoke.js` does once. */

import { SMOKE_FIELDS } from "../../lib/config/fields/smoke.ts";
import { smokeThresholds, smokeWorkThreshold } from "../../lib/contracts/thresholds.ts";
import { makeSmokeRounds } from "../../lib/plan/smoke-rounds.ts";
import { smokeDatasetSettings } from "../../lib/plan/smoke-selection.ts";
import { openDataset } from "./dataset.ts";
import { readPhaseSettings } from "./settings.ts";
import { repeatThresholds, type SummaryData, writeSummary } from "./summary.ts";

type Settings = ReturnType<typeof readSettings>;

export function readSettings() {
  return readPhaseSettings(SMOKE_FIELDS);
}

export function thresholdsOf({ smokeMaxP95, vusSmokePhase }: Settings): Record<string, string[]> {
  return { ...smokeThresholds(smokeMaxP95), ...smokeWorkThreshold(vusSmokePhase), ...repeatThresholds() };
}

/** @returns lines of `smoke-rounds.txt` */
export function roundsOf({ vusSmokePhase: vus, seed, schoolYear }: Settings): string[] {
  const datasetFor = (vu: number) => openDataset(smokeDatasetSettings(vu, seed, schoolYear));
  return makeSmokeRounds({ vus, datasetFor, more: [], leftOut: [] }).split("\n");
}

export function summarize(data: SummaryData): Record<string, string> {
  return writeSummary("smoke", data);
}
