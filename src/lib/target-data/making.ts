/**
 * Makes the members of a body from their recipes. All values follow from the settings, the resource and the item's number,
 * so Node and k6 produce the same bytes.
 */

import { isoDate } from "../data/calendar.ts";
import type { DatasetSettings, Items } from "../data/dataset.ts";
import { mix } from "../data/hash.ts";
import { type BodyRecipe, type Code, WIDTH } from "./code.ts";
import { valueIn } from "./paths.ts";
import type { Places } from "./unusable.ts";

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

const { floor, imul, max: larger } = Math;
const DAY_SECONDS = 86_400;
const STEP = 0x632be5ab;
/** Characters of the largest digit in base 36. */
const WIDEST = 11;

/** One item while it is made. */
export class Making {
  root: Draft = {};
  /** Of the last value by chance: each takes another number. */
  place = 0;
  readonly #source: Source;
  readonly #index: number;
  readonly #without: Places | undefined;
  readonly #hash: number;
  /** In an element of a list: what its first value takes, so that no two elements are the same. */
  #distinct: number | undefined;

  /** @param without values that the target does not let this client use */
  constructor(source: Source, stream: number, index: number, without?: Places) {
    this.#source = source;
    this.#index = index;
    this.#without = without;
    this.#hash = mix(stream + imul(index, 0x9e3779b1) + source.seed);
  }

  whole({ code, end }: Pick<BodyRecipe, "code" | "end">): Draft {
    this.#fill(this.root, code, 0, end);
    return this.root;
  }

  /** @returns false where a member is left out */
  #fill(draft: Draft, code: Code, from: number, end: number): boolean {
    let isWhole = true;
    for (let at = from; at < end; at += WIDTH) {
      const value = this.value(code, at);
      if (value === undefined) isWhole = false;
      else draft[code[at + 1] as string] = value;
    }
    return isWhole;
  }

  /** What is nested has no more than it needs: without one of its members the whole is left out. */
  #object(code: Code, at: number): Draft | undefined {
    const draft = {};
    return this.#fill(draft, code, code[at + 4] as number, code[at + 5] as number) ? draft : undefined;
  }

  /** Undefined for what is left out. The most frequent kinds come first: k6 compares one by one. */
  value(code: Code, at: number): unknown {
    const kind = code[at] as string;
    const divisor = code[at + 2] as number;
    /** Any whole number from 0: a value is made of it. */
    let n = 0;
    if (divisor > 0) n = floor(this.#index / divisor) % (code[at + 3] as number);
    else if (divisor === 0) {
      n = this.#distinct ?? -1;
      if (n < 0 || kind === "flag" || kind === "list") n = this.#chance();
      else this.#distinct = undefined;
    }
    if (this.#without?.has(at)) return undefined;
    if (kind === "text") return this.#text(code, at, n);
    if (kind === "object") return this.#object(code, at);
    if (kind === "list") return this.#list(code, at, n);
    const first = code[at + 4] as number;
    const second = code[at + 5] as number;
    switch (kind) {
      case "one-of":
        return code[first + (n % second)];
      case "reference":
        if (divisor < 0) n = mix(this.#hash - ((code[at + 6] as number) + 1) * STEP) % (code[at + 3] as number);
        return this.#reference(code, at, n);
      case "integer":
        // Digits of another dataset lead to other numbers, as far as the range has room.
        return first + ((divisor > 0 ? this.#source.datasetId * (code[at + 3] as number) + n : n) % second);
      case "date":
        return isoDate(first + (n % second));
      case "flag":
        return n % 2 === 0;
      case "same":
        return valueIn(this.root, String(first));
      case "number": {
        const place = code[at + 6] as number;
        return ((first + (n % second)) * (code[place] as number)) / (code[place + 1] as number);
      }
      case "time":
        return isoTime(n % DAY_SECONDS).slice(11);
      case "date-time":
        return `${isoTime(first * DAY_SECONDS + (n % (second * DAY_SECONDS)))}Z`;
    }
  }

  /** One of the two rounds of `mix`: the item's hash is mixed already. */
  #chance(): number {
    const x = this.#hash + ++this.place * STEP;
    const y = imul(x ^ (x >>> 16), 0x21f0aaad);
    return (y ^ (y >>> 15)) >>> 0;
  }

  #reference(code: Code, at: number, choice: number): Draft {
    const first = code[at + 4] as number;
    const column = code[first + 1] as number;
    const index = column === 0 ? choice : (code[column + choice] as number);
    const key = this.#source.key(code[first] as string, index);
    const draft: Draft = {};
    const end = first + 2 + 2 * (code[at + 5] as number);
    for (let field = first + 2; field < end; field += 2) {
      const name = code[field] as string;
      draft[name] = key[(code[field + 1] as string) || name];
    }
    return draft;
  }

  #list(code: Code, at: number, first: number): readonly unknown[] | undefined {
    const list: (Draft | undefined)[] = [];
    for (let left = code[at + 6] as number; left > 0; left--) {
      this.#distinct = first + list.length;
      list.push(this.#object(code, at));
    }
    this.#distinct = undefined;
    return list.includes(undefined) ? undefined : list;
  }

  /** In base 36; those of a key begin with the dataset's id. Texts that are too long lose their beginning. */
  #text(code: Code, at: number, n: number): string {
    const min = code[at + 4] as number;
    const max = code[at + 5] as number;
    let text = n.toString(36);
    if (code[at + 2] !== 0) {
      const { id } = this.#source;
      const { length } = id;
      if (length + text.length >= min && length + WIDEST <= max) return id + text;
      text = id + text.padStart(larger(code[at + 6] as number, min - length), "0");
    }
    if (text.length > max) return text.slice(-max);
    return text.length < min ? text.padStart(min, "0") : text;
  }
}

/** @param seconds since 1970-01-01 */
function isoTime(seconds: number): string {
  return new Date(1000 * seconds).toISOString().slice(0, 19);
}
