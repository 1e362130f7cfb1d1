/** Which items of a dataset are tried out on a target: each property at least once, with everything they refer to. Pure. */

import { descriptorValues } from "../../api-data/descriptors.ts";
import type { Body, Dataset, Vocabulary } from "../../lib/data/dataset.ts";
import { isDescriptor } from "../../lib/plan/smoke-selection.ts";
import { pathsOf } from "./refused-paths.ts";

/** Of each endpoint, at most: bodies whose properties no other has. */
const MOST_EACH = 6;
const MOST_LOOKED_AT = 200;

/** @returns indexes, ascending, by endpoint */
export function itemsToTry(
  dataset: Dataset,
  endpoints: readonly string[],
  vocabulary: Vocabulary,
): ReadonlyMap<string, readonly number[]> {
  const parents = new Parents(dataset, vocabulary);
  for (const endpoint of endpoints)
    for (const index of differentItems(dataset, endpoint, vocabulary)) parents.take(endpoint, index);
  return new Map([...parents.taken].map(([endpoint, indexes]) => [endpoint, [...indexes].sort((a, b) => a - b)]));
}

function differentItems(dataset: Dataset, endpoint: string, vocabulary: Vocabulary): number[] {
  const seen = new Set<string>();
  const found: number[] = [];
  for (let index = 0; index < Math.min(MOST_LOOKED_AT, dataset.count(endpoint)) && found.length < MOST_EACH; index++) {
    const before = seen.size;
    for (const path of pathsOf(dataset.body(endpoint, index, vocabulary))) seen.add(path.join("."));
    if (seen.size > before) found.push(index);
  }
  return found;
}

class Parents {
  readonly taken = new Map<string, Set<number>>();
  readonly #dataset: Dataset;
  readonly #vocabulary: Vocabulary;
  readonly #keys = new Map<string, readonly (readonly string[])[]>();

  constructor(dataset: Dataset, vocabulary: Vocabulary) {
    this.#dataset = dataset;
    this.#vocabulary = vocabulary;
  }

  take(endpoint: string, index: number): void {
    const indexes = this.taken.get(endpoint) ?? new Set();
    if (indexes.has(index)) return;
    this.taken.set(endpoint, indexes.add(index));
    const named = namedIn(this.#dataset.body(endpoint, index, this.#vocabulary));
    const { required, optional } = this.#dataset.needs(endpoint);
    for (const needed of [...required, ...optional]) {
      for (const [at, key] of this.#keysOf(needed).entries())
        if (named.some((values) => key.every((value) => values.has(value)))) this.take(needed, at);
    }
  }

  /** A reference holds all values of a key, under whatever names; a descriptor is one value. */
  #keysOf(endpoint: string): readonly (readonly string[])[] {
    const known = this.#keys.get(endpoint);
    if (known !== undefined) return known;
    const { count, key } = this.#dataset;
    const keys = Array.from({ length: count(endpoint) }, (_, index) => {
      const values = key(endpoint, index);
      return isDescriptor(endpoint) ? descriptorValues([values]) : valuesOf(values);
    });
    this.#keys.set(endpoint, keys);
    return keys;
  }
}

function valuesOf(record: Body): string[] {
  return Object.values(record).map(String);
}

/** Of each reference, and of each descriptor. */
function namedIn(body: Body): ReadonlySet<string>[] {
  const named: ReadonlySet<string>[] = [];
  const walk = (value: unknown, name: string): void => {
    if (typeof value === "string") {
      if (value.includes("Descriptor#")) named.push(new Set([value]));
    } else if (typeof value === "object" && value !== null) {
      if (name.endsWith("Reference")) named.push(new Set(valuesOf(value as Body)));
      for (const [inner, member] of Object.entries(value)) walk(member, Array.isArray(value) ? name : inner);
    }
  };
  walk(body, "");
  return named;
}
