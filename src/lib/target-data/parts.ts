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

/**
 * Neighbours are mostly of one resource; all of them would take more memory than the rest of a VU. Chains of references in
 * Data Standard 5.2 are four long: with three, each body of such a chain would read recipes again.
 */
const MOST_KEPT = 4;

export class Parts {
  readonly #lines: TargetLines;
  readonly #made = new Map<string, Part>();
  readonly #others = new Map<string, Part>();
  /** By endpoint as the target spells it. */
  readonly #own: Record<string, string> = {};
  #recipe: ResourceRecipe | undefined;
  #vocabulary: Vocabulary | undefined;
  #unusable: Values | undefined;

  constructor(lines: TargetLines) {
    this.#lines = lines;
    for (const name in lines.spelled) this.#own[lines.spelled[name] as string] = name;
  }

  get(endpoint: string): Part {
    const found = this.#made.get(endpoint) ?? this.#others.get(endpoint);
    if (found !== undefined) return found;
    const own = this.#own[endpoint] ?? endpoint;
    const recipe = this.#lines.recipe(endpoint);
    const adaptation = this.#lines.adaptation(own);
    const part = { own, recipe, adaptation, stream: (recipe ?? adaptation) === undefined ? 0 : hashOf(own), keys: [] };
    const kept = recipe === undefined ? this.#others : this.#made;
    if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value as string);
    kept.set(endpoint, part);
    return part;
  }

  /** Found out once for all neighbours. */
  unusable(recipe: ResourceRecipe, vocabulary: Vocabulary): Values | undefined {
    if (this.#recipe !== recipe || this.#vocabulary !== vocabulary) {
      this.#recipe = recipe;
      this.#vocabulary = vocabulary;
      this.#unusable = unusableValues(recipe, vocabulary);
    }
    return this.#unusable;
  }
}
