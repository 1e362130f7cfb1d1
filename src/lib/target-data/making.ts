/**
 * Makes members of a body from their recipes. All values follow from the settings, the resource and the item's number: no
 * state, the same bytes in Node and in k6.
 */

import { epochDay, isoDate } from "../data/calendar.ts";
import type { DatasetSettings, Items } from "../data/dataset.ts";
import { mix } from "../data/hash.ts";
import { valueIn } from "./paths.ts";
import type { Member, ResourceRecipe, ValueRecipe } from "./target-data.ts";

export type Draft = Record<string, unknown>;

/** What values depend on besides the item's number. */
export interface Source {
  readonly settings: DatasetSettings;
  /** Of the items that are referred to. */
  readonly key: Items["key"];
}

/** Of a recipe: what its values depend on. */
export type Frame = Pick<ResourceRecipe, "radices" | "groups">;

type Varied = Exclude<ValueRecipe, { readonly is: "reference" | "same" | "object" | "list" }>;

const { floor, imul, max } = Math;
const DAY_SECONDS = 86_400;
/** Characters of the dataset's id, and of a number by chance, in base 36. */
const ID_CHARACTERS = 3;
const CHANCE_CHARACTERS = 7;

/** One item while it is made. */
export class Making {
  root: Draft = {};
  readonly #source: Source;
  readonly #frame: Frame;
  readonly #index: number;
  readonly #without: ReadonlySet<ValueRecipe>;
  readonly #hash: number;
  /** Of the last value by chance: each takes another number. */
  place = 0;
  /** In an element of a list: what its first value takes, so that no two elements are the same. */
  #distinct: number | undefined;

  /**
   * @param stream of the resource
   * @param without values that the target does not let this client use
   */
  constructor(source: Source, stream: number, frame: Frame, index: number, without: ReadonlySet<ValueRecipe>) {
    this.#source = source;
    this.#frame = frame;
    this.#index = index;
    this.#without = without;
    this.#hash = mix(stream + imul(index, 0x9e3779b1) + mix(source.settings.seed));
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

  /** Undefined for what is left out. */
  value(recipe: ValueRecipe): unknown {
    switch (recipe.is) {
      case "reference":
        return this.#without.has(recipe) ? undefined : this.#reference(recipe);
      case "same":
        return valueIn(this.root, recipe.path);
      case "object":
        return this.#object(recipe.members);
      case "list":
        return this.#list(recipe);
      default: {
        const number = this.#number(recipe);
        return this.#without.has(recipe) ? undefined : this.#varied(recipe, number);
      }
    }
  }

  /** What is nested has no more than it needs: without one of its members the whole is left out. */
  #object(members: readonly Member[]): Draft | undefined {
    const draft = {};
    return this.#fill(draft, members, members.length) ? draft : undefined;
  }

  #list({ count, members }: ValueRecipe & { readonly is: "list" }): readonly Draft[] | undefined {
    const first = this.#chance();
    const list: Draft[] = [];
    for (let at = 0; at < count; at++) {
      this.#distinct = first + at;
      const element = this.#object(members);
      if (element !== undefined) list.push(element);
    }
    this.#distinct = undefined;
    return list.length < count ? undefined : list;
  }

  #reference({ group: number, at, fields }: ValueRecipe & { readonly is: "reference" }): Draft {
    const { endpoints, rows, size, digit } = this.#frame.groups[number] as ResourceRecipe["groups"][0];
    const choice = digit === undefined ? this.#mixed(-1 - number) % size : this.#digit(digit);
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

  #mixed(place: number): number {
    return mix(this.#hash + imul(place, 0x632be5ab));
  }

  #chance(): number {
    return this.#mixed(++this.place);
  }

  /** Any whole number from 0: a value is made of it. */
  #number({ is, digit }: Varied): number {
    if (digit !== undefined) return this.#digit(digit);
    const distinct = is === "flag" ? undefined : this.#distinct;
    if (distinct === undefined) return this.#chance();
    this.#distinct = undefined;
    return distinct;
  }

  #varied(recipe: Varied, n: number): unknown {
    switch (recipe.is) {
      case "text":
        return this.#text(recipe, n);
      case "integer":
        return recipe.min + (this.#ofDataset(recipe, n) % (recipe.max - recipe.min + 1));
      case "number": {
        const unit = 10 ** recipe.scale;
        const least = Math.ceil(recipe.min * unit);
        return (least + (n % (floor(recipe.max * unit) - least + 1))) / unit;
      }
      case "flag":
        return n % 2 === 0;
      case "one-of":
        return recipe.values[n % recipe.values.length];
      case "time":
        return clock(n % DAY_SECONDS);
      case "date":
        return isoDate(dayOf(recipe.first) + (n % recipe.days));
      case "date-time": {
        const seconds = n % (recipe.days * DAY_SECONDS);
        return `${isoDate(dayOf(recipe.first) + floor(seconds / DAY_SECONDS))}T${clock(seconds % DAY_SECONDS)}Z`;
      }
    }
  }

  /** Digits of another dataset lead to other numbers, as far as the range has room. */
  #ofDataset({ digit }: Varied, n: number): number {
    return digit === undefined ? n : this.#source.settings.datasetId * (this.#frame.radices[digit] as number) + n;
  }

  /** In base 36; those of a key begin with the dataset's id. Texts that are too long lose their beginning. */
  #text({ digit, min, max: most }: Varied & { readonly is: "text" }, n: number): string {
    if (digit === undefined) return base36(n, max(min, CHANCE_CHARACTERS)).slice(-most);
    const width = ((this.#frame.radices[digit] as number) - 1).toString(36).length;
    const id = base36(this.#source.settings.datasetId, ID_CHARACTERS);
    return (id + base36(n, max(width, min - ID_CHARACTERS))).slice(-most);
  }
}

function base36(n: number, width: number): string {
  return n.toString(36).padStart(width, "0");
}

/** `08:05:00`, of seconds since midnight. */
function clock(seconds: number): string {
  const parts = [floor(seconds / 3600), floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => (part < 10 ? `0${part}` : part)).join(":");
}

/** Days since 1970-01-01 of `2025-08-11`. */
function dayOf(date: string): number {
  return epochDay(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)));
}
