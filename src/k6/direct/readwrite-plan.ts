/**
 * The plan of a direct `k6 run dist/readwrite.js`: a closed model with a small mix, half of which are reads.
 * `npm run readwrite` offers other mixes and models. The items come from the file in LOAD_DATA; without one, `setup()`
 * looks for them on the target.
 */

import { type LoadPhaseData, readLoadData } from "../../lib/contracts/load-data.ts";
import { ITEM_FAILURES, ITEMS_DONE, OUTCOMES_METRIC, tagSuffix, workDuration } from "../../lib/contracts/metrics.ts";
import { plannedItems } from "../../lib/contracts/planned-items.ts";
import {
  type Cell,
  type KnownItem,
  type ReadwritePlan,
  UNPACED,
  USUAL_READ_BACK,
} from "../../lib/contracts/readwrite-plan.ts";
import type { Items } from "../../lib/data/dataset.ts";
import { after, all, type MaybePromise } from "../../lib/maybe-promise.ts";
import { placeBySchool } from "../../lib/mix/by-school.ts";
import { makeRecipes } from "../../lib/mix/make-recipes.ts";
import type { MixKind } from "../../lib/mix/mix.ts";
import { itemsForMix } from "../../lib/mix/touched.ts";
import { headOf, schoolsOf } from "../../lib/mix/vu-plan.ts";
import { itemsByKey } from "../../lib/plan/items-by-key.ts";
import { askTarget } from "../ask-target.ts";
import type { Session } from "../exchange.ts";
import type { Plan } from "../readwrite/plan.ts";

/** Thresholds that allow no failure at all. */
const NO_LOSSES: Readonly<Record<string, string[]>> = {
  [`${OUTCOMES_METRIC}{outcome:lost-write}`]: ["count<1"],
  [`${OUTCOMES_METRIC}{outcome:overwrote}`]: ["count<1"],
};

export interface DirectSettings {
  readonly vusReadwritePhase: number;
  readonly durationReadwritePhase: number;
}

/** Items looked for per resource. */
const SAMPLE = 20;
/** The resources of the mix, and what its updates change. A part of the runner's long table, with the same values. */
export const CHANGES: ReadwritePlan["changes"] = {
  students: { property: "middleName", kind: "text" },
  sections: { property: "sectionName", kind: "text" },
  studentSchoolAssociations: { property: "repeatGradeIndicator", kind: "flag" },
  studentSectionAssociations: { property: "homeroomIndicator", kind: "flag" },
};
const RESOURCES = Object.keys(CHANGES);
/** Per 100 operations. */
const WEIGHTS: readonly (readonly [MixKind, number])[] = [
  ["get", 42],
  ["query", 8],
  ["create", 20],
  ["update", 20],
  ["delete", 10],
];
const OPS = ["read", "query", "create", "update", "delete"];

/** With fewer, a run is inconclusive. */
const LEAST_OPERATIONS = 30;

/** The file that LOAD_DATA names. */
export function openLoadData(): LoadPhaseData {
  return readLoadData(open(__ENV.LOAD_DATA as string));
}

export function directOptions(settings: DirectSettings): Pick<ReadwritePlan, "scenarios" | "thresholds"> {
  const thresholds: Record<string, string[]> = { [ITEMS_DONE]: [`count>=${LEAST_OPERATIONS}`], ...NO_LOSSES };
  for (const op of OPS) {
    thresholds[workDuration({ op })] = ["p(95)<3000"];
    thresholds[ITEM_FAILURES + tagSuffix({ op })] = ["rate<=0.05"];
  }
  const { vusReadwritePhase: vus, durationReadwritePhase: duration } = settings;
  return {
    scenarios: { readwrite: { exec: "readwrite", executor: "constant-vus", vus, duration: `${duration}ms` } },
    thresholds,
  };
}

/** @throws when there is no item of any of the resources */
export function planOf(dataset: Items, usable: readonly string[], items: ReadwritePlan["items"]): Plan {
  const there = RESOURCES.filter((resource) => (items[resource]?.length ?? 0) > 0);
  if (there.length === 0) throw new Error("the target contains none of the dataset: run the load phase first");
  const cells: Cell[] = [];
  let before = 0;
  for (const [kind, weight] of WEIGHTS) {
    for (const resource of there) {
      before += weight / there.length;
      cells.push({ kind, resource, upTo: before / 100 });
    }
  }
  const plan = {
    ...placeBySchool(dataset, itemsForMix(cells, items)),
    mix: { cells },
    readBack: USUAL_READ_BACK,
    ...UNPACED,
    usable,
    changes: CHANGES,
    startedMs: Date.now(),
  };
  const { recipes, templates } = makeRecipes(dataset, plan);
  return { ...headOf(plan, recipes), items: plannedItems(dataset, plan), templates, schools: schoolsOf(plan) };
}

/** The first items of each resource, by their natural keys. */
export function lookForItems(
  dataset: Items,
  session: Session,
  dataUrl: string,
): MaybePromise<Record<string, KnownItem[]>> {
  const found = all(RESOURCES.map((endpoint) => askTarget(session, dataUrl, itemsByKey(dataset, endpoint, SAMPLE))));
  return after(found, (items) => Object.fromEntries(RESOURCES.map((endpoint, at) => [endpoint, items[at] ?? []])));
}
