/**
 * The plan of a readwrite run as k6 needs it: columns instead of objects, texts instead of items, because each object and
 * each member costs memory in every VU. Pure.
 */

import { plannedItems } from "../contracts/planned-items.ts";
import type { ReadwritePlan } from "../contracts/readwrite-plan.ts";
import { type TextList, textIn, textList } from "../contracts/text-list.ts";
import type { Items } from "../data/dataset.ts";
import { type CompactMix, compactMix } from "./compact-mix.ts";
import { makeRecipes } from "./make-recipes.ts";
import { packTexts, unpackText } from "./packed-texts.ts";
import type { Recipes } from "./recipe.ts";

type Kept =
  | "readBack"
  | "ifMatch"
  | "correlation"
  | "thinkMs"
  | "timesIterations"
  | "isPaced"
  | "stock"
  | "startedMs"
  | "sharing"
  | "changes";

/** What the head is made of. */
type Planned = Pick<ReadwritePlan, Kept | "mix" | "items" | "counts" | "schools">;

/** What VUs have each for itself. */
export interface VuHead extends Pick<ReadwritePlan, Kept> {
  readonly mix: CompactMix;
  readonly recipes: Recipes["recipes"];
  /** By endpoint, of all that the run sends requests about: its place in the three columns after this. */
  readonly place: Readonly<Record<string, number>>;
  /** Place of its first known item in the list of all. */
  readonly first: readonly number[];
  /** How many items are known. */
  readonly count: readonly number[];
  /** How many items the target had before the run, as far as it is known. */
  readonly there: readonly number[];
  readonly schoolIds: readonly number[];
}

/** The part that VUs share. `List`: a text list, or an array in a direct `k6 run`. */
export interface VuTexts<List = TextList> {
  /** Of each endpoint the names in the key of its items, then its items; see `planned-items.ts`. */
  readonly items: List;
  /** Of all recipes; packed in a text list. */
  readonly templates: List;
  /** Of each school, where its items are. */
  readonly schools: List;
}

/** `readwrite-vu.js` in a run folder. */
export interface VuPlan extends VuHead, VuTexts {
  /** JSON of `scenarios` and `thresholds`. */
  readonly options: string;
}

/** @param dataset of the plan, as the target takes it */
export function vuPlanOf(dataset: Items, plan: ReadwritePlan): VuPlan {
  const { recipes, templates } = makeRecipes(dataset, plan);
  const { shapes, rows } = packTexts(templates, templates.length);
  const { scenarios, thresholds } = plan;
  return {
    ...headOf(plan, recipes),
    options: JSON.stringify({ scenarios, thresholds }),
    items: textList(plannedItems(dataset, plan)),
    templates: textList([...rows, ...shapes]),
    schools: textList(schoolsOf(plan)),
  };
}

export function headOf(plan: Planned, recipes: Recipes["recipes"]): VuHead {
  const { readBack, ifMatch, correlation, thinkMs, timesIterations, isPaced, stock, startedMs, sharing, changes } =
    plan;
  const { cells } = plan.mix;
  const items = Object.keys(plan.items);
  const endpoints = [...new Set([...items, ...Object.keys(recipes), ...cells.map(({ resource }) => resource)])];
  const count = endpoints.map((endpoint) => plan.items[endpoint]?.length ?? 0);
  let next = 0;
  const first = endpoints.map((_, place) => {
    // The names of its key come before its items.
    next += place < items.length ? 1 : 0;
    const own = next;
    next += count[place] as number;
    return own;
  });
  return {
    mix: compactMix(cells),
    recipes,
    readBack,
    ifMatch,
    thinkMs,
    timesIterations,
    isPaced,
    stock,
    startedMs,
    ...(sharing && { sharing }),
    ...(correlation && { correlation }),
    changes,
    place: Object.fromEntries(endpoints.map((endpoint, place) => [endpoint, place])),
    first,
    count,
    there: endpoints.map((endpoint) => plan.counts[endpoint] ?? 0),
    schoolIds: plan.schools.map(({ id }) => id),
  };
}

const SEPARATOR = "\n";

export function schoolsOf({ schools }: Pick<ReadwritePlan, "schools">): string[] {
  return schools.map(({ places }) =>
    Object.entries(places)
      .map(([endpoint, [first, count]]) => `${SEPARATOR}${endpoint} ${first} ${count}`)
      .join(""),
  );
}

/** In the list of the items of an endpoint. */
export type Place = readonly [first: number, count: number];

/** @param school its text */
export function placeIn(school: string, endpoint: string): Place | undefined {
  const at = school.indexOf(`${SEPARATOR}${endpoint} `);
  if (at < 0) return undefined;
  const end = school.indexOf(SEPARATOR, at + 1);
  const parts = school.slice(at, end < 0 ? school.length : end).split(" ");
  return [Number(parts[1]), Number(parts[2])];
}

/** @param n place in the list of all */
export function templateIn(templates: TextList, n: number): string {
  return unpackText(textIn(templates, n), templates, textIn);
}

const BEGIN = "module.exports = ";
const END = ";\n";

/** As k6 loads it: a CommonJS module. */
export function writeVuPlan(plan: VuPlan): string {
  return BEGIN + JSON.stringify(plan) + END;
}

export function readVuPlan(text: string): VuPlan {
  return JSON.parse(text.slice(BEGIN.length, -END.length)) as VuPlan;
}
