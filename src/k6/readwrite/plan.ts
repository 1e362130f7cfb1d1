/** The plan of a readwrite run as a VU sees it. */

import { SharedArray } from "k6/data";
import { RUN_URL } from "../../lib/contracts/engine-settings.ts";
import { type PlannedItem, plannedItems, readPlannedItem } from "../../lib/contracts/planned-items.ts";
import type { ReadwritePlan } from "../../lib/contracts/readwrite-plan.ts";
import { READWRITE_VU_FILE } from "../../lib/contracts/run-files.ts";
import { type TextList, textIn } from "../../lib/contracts/text-list.ts";
import { createItems } from "../../lib/data/create-dataset.ts";
import { makeRecipes } from "../../lib/mix/make-recipes.ts";
import {
  headOf,
  type Place,
  placeIn,
  schoolsOf,
  templateIn,
  type VuHead,
  type VuPlan,
  type VuTexts,
} from "../../lib/mix/vu-plan.ts";

/** A text list under the runner, an array in a direct `k6 run`. */
type List = TextList | readonly string[];

export type Plan = VuHead & VuTexts<List>;

type PlanOptions = Pick<ReadwritePlan, "scenarios" | "thresholds">;

/** Of the run folder. k6 runs the module in each VU; its texts are there only once. */
export function openPlan(): VuPlan {
  // Not `require` alone: esbuild would put a function of its own in its place.
  return globalThis.require(`${__ENV[RUN_URL]}/${READWRITE_VU_FILE}`) as VuPlan;
}

/** k6 reads the options of a script once, before it starts VUs: those do without. */
export function optionsOf({ options }: VuPlan): PlanOptions {
  return __VU === 0 ? (JSON.parse(options) as PlanOptions) : { scenarios: {}, thresholds: {} };
}

/** Of a direct run with many items. @param read gives the plan; called in the init context, only for the first VU */
export function sharePlan(read: () => ReadwritePlan): Plan {
  let own: Plan | undefined;
  const all = (): Plan => {
    own ??= ownPlan(read());
    return own;
  };
  const share = (name: "items" | "templates" | "schools") => new SharedArray(name, () => all()[name] as string[]);
  const [items, templates, schools] = [share("items"), share("templates"), share("schools")];
  // As text: k6 freezes what is not, and each member of a frozen object takes twice the memory.
  const [head] = new SharedArray("plan", () => [JSON.stringify({ ...all(), items: [], templates: [], schools: [] })]);
  own = undefined;
  return { ...(JSON.parse(head as string) as VuHead), items, templates, schools };
}

/** Of a plan that `setup()` made: few items, so every VU may hold them. */
export function ownPlan(plan: ReadwritePlan): Plan {
  const dataset = createItems(plan.dataset);
  const { recipes, templates } = makeRecipes(dataset, plan);
  return { ...headOf(plan, recipes), items: plannedItems(dataset, plan), templates, schools: schoolsOf(plan) };
}

function textOf(list: List, n: number): string {
  return FOR_RUNNER ? textIn(list as TextList, n) : ((list as readonly string[])[n] as string);
}

export function itemCount(plan: Plan, endpoint: string): number {
  return plan.count[plan.place[endpoint] as number] ?? 0;
}

/** @param n from 0 to below `itemCount` */
export function itemOf(plan: Plan, endpoint: string, n: number): PlannedItem {
  return itemAt(plan, firstOf(plan, endpoint) + n);
}

/** @param at its place among all */
export function itemAt({ items }: Plan, at: number): PlannedItem {
  return readPlannedItem(textOf(items, at));
}

/** Of the members of its items' keys. */
export function namesOf(plan: Plan, endpoint: string): string {
  return textOf(plan.items, firstOf(plan, endpoint) - 1);
}

function firstOf({ first, place }: Plan, endpoint: string): number {
  return first[place[endpoint] as number] as number;
}

/** @param first of the recipe. @param n from 0 to below the number of the recipe's templates */
export function templateOf({ templates }: Plan, first: number, n: number): string {
  return FOR_RUNNER ? templateIn(templates as TextList, first + n) : ((templates as string[])[first + n] as string);
}

/** Where the items of an endpoint are that belong to a school. */
export function placeAt({ schoolIds, schools }: Plan, schoolId: number, endpoint: string): Place | undefined {
  const at = schoolIds.indexOf(schoolId);
  return at < 0 ? undefined : placeIn(textOf(schools, at), endpoint);
}
