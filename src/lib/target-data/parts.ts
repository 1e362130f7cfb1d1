/** How the target's documents change an endpoint. Pure. */

import type { Items, Vocabulary } from "../data/dataset.ts";
import type { BodyRecipe, KeyRecipe, PackedAdaptation } from "./code.ts";
import type { TargetLines } from "./lines.ts";
import { hashOf } from "./paths.ts";
import { type Places, unusablePlaces } from "./unusable.ts";

export interface Part {
  /** As in the hand-written dataset. */
  readonly own: string;
  readonly adaptation: PackedAdaptation | undefined;
  /** Where a recipe makes the items. */
  readonly recipe: KeyRecipe | undefined;
  /** Distinguishes the values of one resource from those of another. */
  readonly stream: number;
  /** Of the first items, as far as they were referred to. */
  readonly keys: ReturnType<Items["key"]>[];
  /** Of the others, the last that was referred to. */
  last?: ReturnType<Items["key"]>;
  lastIndex?: number;
}

/**
 * Consecutive items are mostly of one resource, and all parts would take more memory than the rest of a VU. Chains of
 * references in Data Standard 5.2 have four links: with fewer, each body of such a chain would read recipes again.
 */
const MOST_KEPT = 4;

export class Parts {
  /** Of the last recipe that makes bodies. */
  unusable: Places | undefined;
  readonly #lines: TargetLines;
  readonly #made = new Map<string, Part>();
  readonly #others = new Map<string, Part>();
  /** By endpoint as the target spells it. */
  readonly #own: Record<string, string> = {};
  /** Under way. */
  #endpoint = "";
  #body: BodyRecipe | undefined;
  #vocabulary: Vocabulary | undefined;

  constructor(lines: TargetLines) {
    this.#lines = lines;
    // A loop over names in an object makes k6 create what all objects have.
    for (const name of Object.keys(lines.spelled)) this.#own[lines.spelled[name] as string] = name;
  }

  get(endpoint: string): Part {
    const found = this.#made.get(endpoint) ?? this.#others.get(endpoint);
    if (found !== undefined) return found;
    const own = this.#own[endpoint] ?? endpoint;
    const said = this.#lines.keyOrAdaptation(own);
    const [recipe, adaptation] = said === undefined || "code" in said ? [said] : [undefined, said];
    const part: Part = { own, adaptation, recipe, stream: hashOf(own), keys: [] };
    const kept = recipe === undefined ? this.#others : this.#made;
    if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value as string);
    kept.set(endpoint, part);
    return part;
  }

  /** Of a recipe. What they do without is found out once for all neighbours. */
  body(endpoint: string, vocabulary: Vocabulary): BodyRecipe {
    if (endpoint !== this.#endpoint || vocabulary !== this.#vocabulary) {
      this.#endpoint = endpoint;
      this.#vocabulary = vocabulary;
      this.#body = this.#lines.body(endpoint) as BodyRecipe;
      this.unusable = unusablePlaces(this.#body, vocabulary);
    }
    return this.#body as BodyRecipe;
  }
}
