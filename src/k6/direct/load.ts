/** What a direct `k6 run dist/load.js` does once. */

import { datasetSettings } from "../../lib/config/dataset-settings.ts";
import { LOAD_FIELDS } from "../../lib/config/fields/load.ts";
import type { PlannedNeeds, Work } from "../../lib/contracts/load-work.ts";
import { ITEM_FAILURES } from "../../lib/contracts/metrics.ts";
import { loadThresholds } from "../../lib/contracts/thresholds.ts";
import { after, type MaybePromise } from "../../lib/maybe-promise.ts";
import { totalOf } from "../../lib/plan/ranges.ts";
import { recordSetup } from "../events.ts";
import { openSession, openTarget, type Target } from "../target.ts";
import { itemsOf, openDataset } from "./dataset.ts";
import { planLoadOf } from "./load-plan.ts";
import { readPhaseSettings } from "./settings.ts";
import { keepReason, repeatThresholds, type SummaryData, writeSummary } from "./summary.ts";

type Settings = ReturnType<typeof readSettings>;

interface SetupData {
  readonly target: Target;
  readonly work: Work;
}

export function readSettings() {
  return readPhaseSettings(LOAD_FIELDS);
}

/** Most items that the plan of `setUp` can have. */
export function countItems(settings: Settings): number {
  return itemsOf(openDataset(datasetSettings(settings)));
}

export function thresholdsOf({ loadMaxP95 }: Settings): Record<string, string[]> {
  return { ...loadThresholds(loadMaxP95), ...repeatThresholds(), dropped_iterations: ["count<1"] };
}

/** @returns JSON of `PlannedNeeds` */
export function needsOf(settings: Parameters<typeof datasetSettings>[0]): string {
  const dataset = openDataset(datasetSettings(settings));
  const needs: PlannedNeeds = Object.fromEntries(dataset.endpoints.map((name) => [name, dataset.needs(name)]));
  return JSON.stringify(needs);
}

export function setUp(settings: Settings): MaybePromise<SetupData> {
  return keepReason(() => {
    recordSetup();
    const target = openTarget(settings);
    const dataset = openDataset(datasetSettings(settings));
    return after(planLoadOf(openSession(settings, target), target, dataset), (work) => ({ target, work }));
  });
}

export function summarize(data: SummaryData): Record<string, string> {
  const { work } = (data.setup_data ?? {}) as Partial<SetupData>;
  return writeSummary("load", data, work === undefined ? [] : [describeItems(work, data)]);
}

/** With execution segments this process did only its part of the plan. */
function describeItems({ ranges, present = [] }: Work, { metrics }: SummaryData): string {
  const planned = totalOf(ranges);
  const before = totalOf(present);
  const { passes: failed = 0, fails: succeeded = 0 } = metrics[ITEM_FAILURES]?.values ?? {};
  const done = succeeded + before;
  const rest = planned - done - failed;
  return (
    `items     ${done} of ${planned} done, ${failed} failed` +
    (before > 0 ? `; ${before} were already present` : "") +
    (rest > 0 ? `; ${rest} were not reached, or belong to other execution segments` : "")
  );
}
