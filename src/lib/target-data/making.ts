/**
 * Makes members of a body from their recipes. All values follow from the settings, the resource and the item's number: no
 * state, the same bytes in Node and in k6.
 */

import { isoDate } from "../data/calendar.ts";
import type { DatasetSettings, Items } from "../data/dataset.ts";
import { mix } from "../data/hash.ts";
import { valueIn } from "./paths.ts";
import type { Member, ResourceRecipe, ValueRecipe } from "./target-data.ts";

export type Draft = Record<string, unknown>;

/** What values depend on besides the item's number. */
export interface Source {
  readonly datasetId: number;
  /** Of the dataset, mixed. */
  readonly seed: number;
  /** The id of the dataset as it begins texts: three characters. */
  readonly id: string;
  /** Of the items that are referred to. */
  readonly key: Items["key"];
}

export function sourceOf({ datasetId, seed }: DatasetSettings, key: Items["key"]): Source {
  return { datasetId, seed: mix(seed), id: datasetId.toString(36).padStart(3, "0"), key };
}

/** Of a recipe: what its values depend on. */
export type Frame = Pick<ResourceRecipe, "radices" | "groups">;

type Varied = Exclude<ValueRecipe, { readonly is: "reference" | "same" | "object" | "list" }>;

const { floor, imul } = Math;
const DAY_SECONDS = 86_400;
const STEP = 0x632be5ab;
/** Characters of the largest digit in base 36. */
const WIDEST = 11;

/** One item while it is made. */
export class Making {
  root: Draft = {};
  readonly #source: Source;
  readonly #frame: Frame;
  readonly #index: number;
  readonly #without: ReadonlySet<ValueRecipe> | undefined;
  readonly #hash: number;
  /** Of the last value by chance: each takes another number. */
  place = 0;
  /** In an element of a list: what its first value takes, so that no two elements are the same. */
  #distinct: number | undefined;

  /**
   * @param stream of the resource
   * @param without values that the target does not let this client use
   */
  constructor(source: Source, stream: number, frame: Frame, index: number, without?: ReadonlySet<ValueRecipe>) {
    this.#source = source;
    this.#frame = frame;
    this.#index = index;
    this.#without = without;
    this.#hash = mix(stream + imul(index, 0x9e3779b1) + source.seed);
  }

  /** @param count of members, from the first */
  whole(members: readonly Member[], count: number): Draft {
    this.#fill(this.root, members, count);
    return this.root;
  }

  /** @returns false where a member is left out */
  #fill(draft: Draft, members: readonly Member[], count: number): boolean {
    let isWhole = true;
    for (let at = 0; at < count; at++) {
      const member = members[at] as Member;
      const value = this.value(member[1]);
      if (value === undefined) isWhole = false;
      else draft[member[0]] = value;
    }
    return isWhole;
  }

  /** Undefined for what is left out. The most frequent kinds come first: k6 compares one by one. */
  value(recipe: ValueRecipe): unknown {
    switch (recipe.is) {
      case "text":
        return this.#text(recipe, this.#number(recipe));
      case "one-of": {
        const n = this.#number(recipe);
        return this.#without?.has(recipe) ? undefined : recipe.values[n % recipe.values.length];
      }
      case "reference":
        return this.#without?.has(recipe) ? undefined : this.#reference(recipe);
      case "integer":
        return recipe.min + (this.#apart(recipe, this.#number(recipe)) % (recipe.max - recipe.min + 1));
      case "date":
        return isoDate(recipe.first + (this.#number(recipe) % recipe.days));
      case "flag":
        return this.#number(recipe) % 2 === 0;
      case "list":
        return this.#list(recipe);
      case "object":
        return this.#object(recipe.members);
      case "same":
        return valueIn(this.root, recipe.path);
      case "number":
        return ((recipe.min + (this.#number(recipe) % (recipe.max - recipe.min + 1))) * recipe.step) / recipe.unit;
      case "time":
        return isoTime(this.#number(recipe) % DAY_SECONDS).slice(11);
      case "date-time":
        return `${isoTime(recipe.first * DAY_SECONDS + (this.#number(recipe) % (recipe.days * DAY_SECONDS)))}Z`;
    }
  }

  /** What is nested has no more than it needs: without one of its members the whole is left out. */
  #object(members: readonly Member[]): Draft | undefined {
    const draft = {};
    return this.#fill(draft, members, members.length) ? draft : undefined;
  }

  #list({ count, members }: ValueRecipe & { readonly is: "list" }): readonly unknown[] | undefined {
    const first = this.#chance();
    const list: (Draft | undefined)[] = [];
    for (let at = 0; at < count; at++) {
      this.#distinct = first + at;
      list.push(this.#object(members));
    }
    this.#distinct = undefined;
    return list.includes(undefined) ? undefined : list;
  }

  #reference({ group: number, at, fields }: ValueRecipe & { readonly is: "reference" }): Draft {
    const { endpoints, rows, size, digit } = this.#frame.groups[number] as ResourceRecipe["groups"][0];
    const choice = digit === undefined ? mix(this.#hash - imul(number + 1, STEP)) % size : this.#digit(digit);
    const index = rows === undefined ? choice : ((rows[choice] as readonly number[])[at] as number);
    const key = this.#source.key(endpoints[at] as string, index);
    const draft: Draft = {};
    for (let field = 0; field < fields.length; field++) {
      const names = fields[field] as (typeof fields)[0];
      draft[names[0]] = key[names[1]];
    }
    return draft;
  }

  #digit(place: number): number {
    const { radices } = this.#frame;
    let rest = this.#index;
    for (let at = 0; at < place; at++) rest = floor(rest / (radices[at] as number));
    return rest % (radices[place] as number);
  }

  /** One of the two rounds of `mix`: the item's hash is mixed already. */
  #chance(): number {
    let x = this.#hash + imul(++this.place, STEP);
    x = imul(x ^ (x >>> 16), 0x21f0aaad);
    return (x ^ (x >>> 15)) >>> 0;
  }

  /** Any whole number from 0: a value is made of it. */
  #number(recipe: Varied): number {
    const { digit } = recipe;
    if (digit !== undefined) return this.#digit(digit);
    const distinct = this.#distinct;
    if (distinct === undefined || recipe.is === "flag") return this.#chance();
    this.#distinct = undefined;
    return distinct;
  }

  /** Digits of another dataset lead to other numbers, as far as the range has room. */
  #apart({ digit }: Varied, n: number): number {
    return digit === undefined ? n : this.#source.datasetId * (this.#frame.radices[digit] as number) + n;
  }

  /** In base 36; those of a key begin with the dataset's id. Texts that are too long lose their beginning. */
  #text({ digit, min, max }: Varied & { readonly is: "text" }, n: number): string {
    const number = n.toString(36);
    if (digit === undefined) return fitted(number, min, max);
    const { id } = this.#source;
    if (id.length + number.length >= min && id.length + WIDEST <= max) return id + number;
    const width = ((this.#frame.radices[digit] as number) - 1).toString(36).length;
    return fitted(id + number.padStart(Math.max(width, min - id.length), "0"), min, max);
  }
}

/** A text of digits; its end is what distinguishes it. */
function fitted(text: string, min: number, max: number): string {
  if (text.length > max) return text.slice(-max);
  return text.length < min ? text.padStart(min, "0") : text;
}

/** @param seconds since 1970-01-01 */
function isoTime(seconds: number): string {
  return new Date(1000 * seconds).toISOString().slice(0, 19);
}
