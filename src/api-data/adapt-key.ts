/** The natural key of adapted bodies, where the target's differs from that of the dataset. Pure. */

import { queryFields } from "../api-model/query-fields.ts";
import type { ResourceModel } from "../api-model/types.ts";
import { type Body, type Dataset, NOTHING, type Scalar } from "../lib/data/dataset.ts";
import { flatten } from "../lib/target-data/paths.ts";
import type { ResourceRecipe } from "../lib/target-data/target-data.ts";
import type { Origin } from "./adapt-draft.ts";
import { MOST_VALUES, spread } from "./adapt-samples.ts";

type Key = ResourceRecipe["key"];

/** Places of the key in the dataset's own bodies: `sessionReference.schoolId`. */
export function ownKeyPlaces(dataset: Dataset, endpoint: string): string[] {
  const body = dataset.body(endpoint, 0, NOTHING);
  const marked = Object.entries(body).map(([name, value]) => [name, isObject(value) ? marksOf(name, value) : name]);
  const members = new Set(
    Object.values(dataset.keyOf(endpoint, Object.fromEntries(marked))).map((place) => String(place).split(".")[0]),
  );
  return Object.entries(body).flatMap(([name, value]) => {
    if (!members.has(name)) return [];
    return isObject(value) ? Object.keys(value).map((field) => `${name}.${field}`) : [name];
  });
}

function isObject(value: unknown): value is Body {
  return typeof value === "object" && value !== null;
}

function marksOf(name: string, value: Body): Body {
  return Object.fromEntries(Object.keys(value).map((field) => [field, `${name}.${field}`]));
}

/**
 * Undefined: as in the dataset.
 * @param places of the target's key
 * @param own those of the dataset
 */
export function changedKey(
  resource: ResourceModel,
  places: readonly string[],
  own: readonly string[],
  origins: ReadonlyMap<string, Origin>,
  dataset: Dataset,
  endpoint: string,
): Key | undefined {
  const isSame = places.length === own.length && places.every((place) => own.includes(place) && !origins.has(place));
  if (isSame || places.length === 0 || places.some((place) => place.includes("["))) return undefined;
  const filters = [...queryFields(resource).values()];
  const key = new Map<string, string>();
  for (const place of places) {
    const name = filters.find(({ paths }) => paths.includes(`$.${place}`))?.name ?? place.split(".").at(-1) ?? place;
    if (!key.has(name)) key.set(name, place);
  }
  return places.some((place) => origins.has(place)) || !isKey([...key], dataset, endpoint) ? [...key] : undefined;
}

/** Documents name only one place of values that must agree. */
function isKey(key: Key, dataset: Dataset, endpoint: string): boolean {
  const sorted = (values: object): string => JSON.stringify(Object.entries(values).sort());
  return spread(dataset.count(endpoint), FEW).every(
    (index) =>
      sorted(flatten(dataset.body(endpoint, index, NOTHING), key.flat())) === sorted(dataset.key(endpoint, index)),
  );
}

const FEW = 50;

/**
 * Parts of the target's key that the dataset has beside its own: references carry what is not part of the key any more
 * (`gradingPeriodName`) and can have the new part (`periodSequence`) where it follows from that.
 */
export function replacedParts(
  dataset: Dataset,
  endpoint: string,
  places: readonly string[],
  own: readonly string[],
): Map<string, Origin> {
  const found = new Map<string, Origin>();
  for (const place of places.filter((each) => !own.includes(each))) {
    for (const gone of own.filter((each) => !places.includes(each))) {
      const values = placesOf(dataset, endpoint, gone, place);
      if (values !== undefined) found.set(place, { own: gone, changes: [{ do: "convert", to: "integer", values }] });
    }
  }
  return found;
}

/** Texts of one place in the order of the numbers in another; undefined where these do not follow from them. */
function placesOf(dataset: Dataset, endpoint: string, own: string, place: string): string[] | undefined {
  const numbers = new Map<string, number>();
  for (const index of spread(dataset.count(endpoint), MOST_CHECKED)) {
    const pair = flatten(dataset.body(endpoint, index, NOTHING), ["text", own, "number", place]);
    const { text, number } = pair as { text: Scalar | undefined; number: Scalar | undefined };
    if (typeof text !== "string" || typeof number !== "number") return undefined;
    if (!Number.isInteger(number) || number < 1 || number > MOST_VALUES) return undefined;
    if ((numbers.get(text) ?? number) !== number) return undefined;
    numbers.set(text, number);
  }
  const most = Math.max(...numbers.values());
  const texts = Array.from({ length: most }, () => "");
  for (const [text, number] of numbers) {
    if (texts[number - 1] !== "") return undefined;
    texts[number - 1] = text;
  }
  return texts;
}

/** Items whose keys are compared; neighbours are the likeliest to have the same. */
export const MOST_CHECKED = 50_000;

/** Indexes of items whose key an item before them has, ascending. */
export function collisions(
  count: number,
  keyOf: (index: number) => Readonly<Record<string, Scalar>>,
  most = MOST_CHECKED,
): number[] {
  const keys = new Set<string>();
  const found: number[] = [];
  for (let index = 0; index < Math.min(count, most); index++) {
    const key = JSON.stringify(keyOf(index));
    if (keys.has(key)) found.push(index);
    keys.add(key);
  }
  return found;
}
