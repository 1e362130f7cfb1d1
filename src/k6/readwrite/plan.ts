/** The plan of a readwrite run as a VU sees it. All VUs share the items; reading one costs the parsing of a short text. */

import { SharedArray } from "k6/data";
import {
  type PlannedItem,
  plannedItems,
  readPlannedItem,
  readPlannedItems,
} from "../../lib/contracts/planned-items.ts";
import { type ReadwritePlan, readReadwritePlan } from "../../lib/contracts/readwrite-plan.ts";
import { READWRITE_ITEMS_FILE, READWRITE_PLAN_FILE } from "../../lib/contracts/run-files.ts";
import { RUN_DIRECTORY } from "../settings.ts";

/** In the list of the items of an endpoint. */
export type Place = readonly [first: number, count: number];

type PlanOptions = Pick<ReadwritePlan, "scenarios" | "thresholds">;

export interface VuPlan extends Omit<ReadwritePlan, "items" | "schools" | keyof PlanOptions> {
  /** Absent in a VU: k6 reads the options of a script once, before it starts VUs. */
  readonly options?: PlanOptions;
  /** Of which there are items. */
  readonly resources: readonly string[];
  itemCount(endpoint: string): number;
  /** @param n from 0 to below `itemCount` */
  item(endpoint: string, n: number): PlannedItem;
  /** Where the items of an endpoint are that belong to a school. */
  place(schoolId: number, endpoint: string): Place | undefined;
}

/** Of the run folder. */
export function openPlan(): VuPlan {
  const file = (name: string): string => open(`${RUN_DIRECTORY}/${name}`);
  return sharePlan(
    () => readReadwritePlan(file(READWRITE_PLAN_FILE)),
    () => readPlannedItems(file(READWRITE_ITEMS_FILE)),
  );
}

/**
 * Both are called in the init context, only for the first VU.
 * @param read gives the whole plan
 * @param readItems gives its items as texts
 */
export function sharePlan(read: () => ReadwritePlan, readItems: (plan: ReadwritePlan) => string[]): VuPlan {
  let plan: ReadwritePlan | undefined;
  const whole = (): ReadwritePlan => {
    plan ??= read();
    return plan;
  };
  const head = new SharedArray("plan", () => [headOf(whole())]);
  const options = new SharedArray("options", () => [optionsOf(whole())]);
  const items = new SharedArray("items", () => readItems(whole()));
  const schools = new SharedArray("schools", () => schoolsOf(whole()));
  plan = undefined;
  const own = planOf(head[0] as Head, items, schools);
  return __VU === 0 ? { ...own, options: options[0] as PlanOptions } : own;
}

/** Of a plan that `setup()` made: few items, so every VU may hold them. */
export function ownPlan(plan: ReadwritePlan): VuPlan {
  return planOf(headOf(plan), plannedItems(plan), schoolsOf(plan));
}

type Head = ReturnType<typeof headOf>;

function optionsOf({ scenarios, thresholds }: ReadwritePlan): PlanOptions {
  return { scenarios, thresholds };
}

function headOf({ items, schools, scenarios: _scenarios, thresholds: _thresholds, ...rest }: ReadwritePlan) {
  const segments: Record<string, readonly [first: number, count: number]> = {};
  let first = 0;
  for (const endpoint in items) {
    const count = items[endpoint]?.length ?? 0;
    segments[endpoint] = [first, count];
    first += count;
  }
  return { ...rest, segments, schoolIds: schools.map(({ id }) => id) };
}

const SEPARATOR = "\n";

function schoolsOf({ schools }: ReadwritePlan): string[] {
  return schools.map(({ places }) =>
    Object.entries(places)
      .map(([endpoint, [first, count]]) => `${SEPARATOR}${endpoint} ${first} ${count}`)
      .join(""),
  );
}

function placeIn(text: string, endpoint: string): Place | undefined {
  const at = text.indexOf(`${SEPARATOR}${endpoint} `);
  if (at < 0) return undefined;
  const end = text.indexOf(SEPARATOR, at + 1);
  const parts = text.slice(at, end < 0 ? text.length : end).split(" ");
  return [Number(parts[1]), Number(parts[2])];
}

function planOf(head: Head, items: readonly string[], schools: readonly string[]): VuPlan {
  const { segments, schoolIds } = head;
  return {
    ...head,
    resources: Object.keys(segments),
    itemCount: (endpoint) => segments[endpoint]?.[1] ?? 0,
    item: (endpoint, n) => readPlannedItem(items[(segments[endpoint]?.[0] ?? 0) + n] as string),
    place: (schoolId, endpoint) => placeIn(schools[schoolIds.indexOf(schoolId)] ?? "", endpoint),
  };
}
