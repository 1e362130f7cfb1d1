/** What a direct `k6 run dist/readwrite.js` does once. */

import { datasetSettings } from "../../lib/config/dataset-settings.ts";
import { READWRITE_DIRECT_FIELDS } from "../../lib/config/fields/readwrite-direct.ts";
import { createItems } from "../../lib/data/create-dataset.ts";
import { after, type MaybePromise } from "../../lib/maybe-promise.ts";
import { recordSetup } from "../events.ts";
import type { Plan } from "../readwrite/plan.ts";
import { openSession, openTarget, type Target } from "../target.ts";
import { directOptions, lookForItems, openLoadData, planOf } from "./readwrite-plan.ts";
import { readPhaseSettings } from "./settings.ts";
import { keepReason, repeatThresholds, type SummaryData, writeSummary } from "./summary.ts";

type Settings = ReturnType<typeof readSettings>;

interface SetupData {
  readonly target: Target;
  readonly plan?: string;
}

export function readSettings() {
  return readPhaseSettings(READWRITE_DIRECT_FIELDS);
}

export function optionsOf(settings: Settings) {
  const { scenarios, thresholds } = directOptions(settings);
  return { scenarios, thresholds: { ...thresholds, ...repeatThresholds() } };
}

/** Called in the init context, where files can be opened. */
export function planOfLoad(): Plan {
  const { dataset, usable, resources } = openLoadData();
  const items = Object.fromEntries(Object.entries(resources).map(([endpoint, { ids }]) => [endpoint, ids]));
  return planOf(createItems(dataset), usable, items);
}

/** @param isPlanned there is a plan already */
export function setUp(settings: Settings, isPlanned: boolean): MaybePromise<SetupData> {
  return keepReason(() => {
    recordSetup();
    const target = openTarget(settings);
    return isPlanned ? { target } : findItems(settings, target);
  });
}

function findItems(settings: Settings, target: Target): MaybePromise<SetupData> {
  const dataset = createItems(datasetSettings(settings));
  return after(lookForItems(dataset, openSession(settings, target), target.dataUrl), (items) => {
    console.log(`discovered ${Object.values(items).flat().length} items by their keys`);
    // Which descriptors the target has is unknown: bodies leave out what is optional.
    return { target, plan: JSON.stringify(planOf(dataset, [], items)) };
  });
}

export function summarize(data: SummaryData): Record<string, string> {
  return writeSummary("readwrite", data);
}
