/** What the target's documents say of an endpoint. Pure. */

import type { Items, TargetPart, Vocabulary } from "../data/dataset.ts";
import type { TargetLines } from "./lines.ts";
import { hashOf } from "./paths.ts";
import type { ResourceRecipe } from "./target-data.ts";
import { unusableValues, type Values } from "./unusable.ts";

export interface Part extends TargetPart {
  /** Distinguishes the values of one resource from those of another. */
  readonly stream: number;
  /** Of the first items, as far as they were referred to. */
  readonly keys: ReturnType<Items["key"]>[];
}

/** Neighbours are mostly of one resource; all of them would take as much memory as the rest of a VU. */
const MOST_KEPT = 32;

export class Parts {
  readonly #lines: TargetLines;
  readonly #kept = new Map<string, Part>();
  /** By endpoint as the target spells it. */
  readonly #own: Record<string, string> = {};
  #asked: { readonly recipe: ResourceRecipe; readonly vocabulary: Vocabulary } | undefined;
  #unusable: Values | undefined;

  constructor(lines: TargetLines) {
    this.#lines = lines;
    for (const name in lines.spelled) this.#own[lines.spelled[name] as string] = name;
  }

  get(endpoint: string): Part {
    let part = this.#kept.get(endpoint);
    if (part === undefined) {
      const own = this.#own[endpoint] ?? endpoint;
      const recipe = this.#lines.recipe(endpoint);
      const adaptation = this.#lines.adaptation(own);
      const stream = recipe === undefined && adaptation === undefined ? 0 : hashOf(own);
      part = { own, recipe, adaptation, stream, keys: [] };
      if (this.#kept.size >= MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value as string);
      this.#kept.set(endpoint, part);
    }
    return part;
  }

  /** Found out once for all neighbours. */
  unusable(recipe: ResourceRecipe, vocabulary: Vocabulary): Values | undefined {
    if (this.#asked?.recipe !== recipe || this.#asked.vocabulary !== vocabulary) {
      this.#asked = { recipe, vocabulary };
      this.#unusable = unusableValues(recipe, vocabulary);
    }
    return this.#unusable;
  }
}
