/** The plan of a readwrite run as a VU sees it. All VUs share the items; reading one costs the parsing of a short text. */

import { SharedArray } from "k6/data";
import {
  type PlannedItem,
  plannedItems,
  readPlannedItem,
  readPlannedItems,
} from "../../lib/contracts/planned-items.ts";
import { type ReadwritePlan, readReadwritePlan } from "../../lib/contracts/readwrite-plan.ts";
import { READWRITE_ITEMS_FILE, READWRITE_PLAN_FILE, READWRITE_RECIPES_FILE } from "../../lib/contracts/run-files.ts";
import { createItems } from "../../lib/data/create-dataset.ts";
import { type CompactMix, compactMix } from "../../lib/mix/compact-mix.ts";
import { makeRecipes } from "../../lib/mix/make-recipes.ts";
import { type Recipe, type Recipes, readRecipes } from "../../lib/mix/recipe.ts";
import { RUN_DIRECTORY } from "../settings.ts";

/** In the list of the items of an endpoint. */
export type Place = readonly [first: number, count: number];

/** What a VU does without. */
type LeftToRunner = "items" | "schools" | "dataset" | "usable" | "mix";

type PlanOptions = Pick<ReadwritePlan, "scenarios" | "thresholds">;

export interface VuPlan extends Omit<ReadwritePlan, LeftToRunner | keyof PlanOptions> {
  /** Absent in a VU: k6 reads the options of a script once, before it starts VUs. */
  readonly options?: PlanOptions;
  readonly mix: CompactMix;
  /** All that the run sends requests about. */
  readonly resources: readonly string[];
  itemCount(endpoint: string): number;
  /** @param n from 0 to below `itemCount` */
  item(endpoint: string, n: number): PlannedItem;
  readonly recipes: Recipes["recipes"];
  /** @param n from 0 to below the number of the recipe's templates */
  template(recipe: Recipe, n: number): string;
  /** Where the items of an endpoint are that belong to a school. */
  place(schoolId: number, endpoint: string): Place | undefined;
}

/** Of the run folder. */
export function openPlan(): VuPlan {
  const file = (name: string): string => open(`${RUN_DIRECTORY}/${name}`);
  return sharePlan(
    () => readReadwritePlan(file(READWRITE_PLAN_FILE)),
    () => readPlannedItems(file(READWRITE_ITEMS_FILE)),
    () => readRecipes(file(READWRITE_RECIPES_FILE)),
  );
}

/**
 * All are called in the init context, only for the first VU.
 * @param read gives the whole plan
 * @param readItems gives its items as texts
 * @param readAll gives its recipes
 */
export function sharePlan(
  read: () => ReadwritePlan,
  readItems: (plan: ReadwritePlan) => string[],
  readAll: (plan: ReadwritePlan) => Recipes,
): VuPlan {
  let plan: ReadwritePlan | undefined;
  let made: Recipes | undefined;
  const whole = (): ReadwritePlan => {
    plan ??= read();
    return plan;
  };
  const recipes = (): Recipes => {
    made ??= readAll(whole());
    return made;
  };
  // As text: k6 freezes what is not, and each member of a frozen object takes twice the memory.
  const head = new SharedArray("plan", () => [JSON.stringify(headOf(whole(), recipes()))]);
  const options = new SharedArray("options", () => [optionsOf(whole())]);
  const items = new SharedArray("items", () => readItems(whole()));
  const templates = new SharedArray("templates", () => recipes().templates as string[]);
  const schools = new SharedArray("schools", () => schoolsOf(whole()));
  plan = undefined;
  made = undefined;
  const own = planOf(JSON.parse(head[0] as string) as Head, items, templates, schools);
  return __VU === 0 ? { ...own, options: options[0] as PlanOptions } : own;
}

/** Of a plan that `setup()` made: few items, so every VU may hold them. */
export function ownPlan(plan: ReadwritePlan): VuPlan {
  const recipes = recipesOf(plan);
  return planOf(headOf(plan, recipes), plannedItemsOf(plan), recipes.templates, schoolsOf(plan));
}

export function plannedItemsOf(plan: ReadwritePlan): string[] {
  return plannedItems(createItems(plan.dataset), plan);
}

export function recipesOf(plan: ReadwritePlan): Recipes {
  return makeRecipes(createItems(plan.dataset), plan);
}

type Head = ReturnType<typeof headOf>;

function optionsOf({ scenarios, thresholds }: ReadwritePlan): PlanOptions {
  return { scenarios, thresholds };
}

function headOf(plan: ReadwritePlan, { recipes }: Recipes) {
  const { readBack, ifMatch, correlation, thinkMs, timesIterations, isPaced, stock, startedMs, sharing } = plan;
  const { changes, items, schools } = plan;
  const { cells } = plan.mix;
  const firsts: Record<string, number> = {};
  const counted: Record<string, number> = {};
  let first = 0;
  for (const endpoint in items) {
    const count = items[endpoint]?.length ?? 0;
    firsts[endpoint] = first;
    counted[endpoint] = count;
    first += count;
  }
  const named = [...Object.keys(items), ...Object.keys(recipes), ...cells.map(({ resource }) => resource)];
  const counts: Record<string, number> = {};
  for (const { resource } of cells) counts[resource] = plan.counts[resource] ?? 0;
  const work = {
    mix: compactMix(cells),
    readBack,
    counts,
    ifMatch,
    thinkMs,
    timesIterations,
    isPaced,
    stock,
    startedMs,
    ...(sharing && { sharing }),
    ...(correlation && { correlation }),
    changes,
    recipes,
  };
  return { ...work, resources: [...new Set(named)], firsts, counted, schoolIds: schools.map(({ id }) => id) };
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

function planOf(
  head: Head,
  items: readonly string[],
  templates: readonly string[],
  schools: readonly string[],
): VuPlan {
  const { firsts, counted, schoolIds } = head;
  return {
    ...head,
    itemCount: (endpoint) => counted[endpoint] ?? 0,
    item: (endpoint, n) => readPlannedItem(items[(firsts[endpoint] ?? 0) + n] as string),
    template: ({ first }, n) => templates[first + n] as string,
    place: (schoolId, endpoint) => placeIn(schools[schoolIds.indexOf(schoolId)] ?? "", endpoint),
  };
}
