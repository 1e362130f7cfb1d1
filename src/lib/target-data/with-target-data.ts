/** A dataset as a target wants it: the hand-written items, adapted where they must be, and those that recipes make. Pure. */

import type { Items, Vocabulary } from "../data/dataset.ts";
import { NOTHING } from "../data/descriptors.ts";
import { adaptBody, ownIndex } from "./adapt.ts";
import type { TargetLines } from "./lines.ts";
import { Making, sourceOf } from "./making.ts";
import { type Part, Parts } from "./parts.ts";
import { flatten } from "./paths.ts";

const DESCRIPTORS = "Descriptors";
/** Of each resource: many items refer to the first few of a resource that recipes make. */
const KEPT_KEYS = 8;

/**
 * Endpoints are spelled as by the target. Those of the hand-written dataset are found by its own spelling as well; its
 * generators ask the vocabulary for that one, so that the question is translated.
 */
export function withTargetData(base: Items, lines: TargetLines, parts = new Parts(lines)): Items {
  const { recipes, counts, spelled } = lines;
  const { settings } = base;
  const isSpelledAlike = Object.keys(spelled).length === 0;
  const translated = (vocabulary: Vocabulary): Vocabulary =>
    isSpelledAlike ? vocabulary : { canUse: (endpoint) => vocabulary.canUse(spelled[endpoint] ?? endpoint) };
  const body: Items["body"] = (endpoint, index, vocabulary) => {
    const { own, recipe, adaptation, stream } = parts.get(endpoint);
    if (recipe !== undefined) {
      const making = new Making(source, stream, recipe, index, parts.unusable(recipe, vocabulary));
      return making.whole(recipe.members, recipe.members.length);
    }
    const at = ownIndex(index, adaptation?.without);
    const made = base.body(own, at, translated(vocabulary));
    return adaptation === undefined ? made : adaptBody(source, stream, adaptation, at, made);
  };
  const makeKey = ({ own, recipe, adaptation, stream }: Part, index: number): ReturnType<Items["key"]> => {
    if (recipe !== undefined) {
      const making = new Making(source, stream, recipe, index);
      return flatten(making.whole(recipe.members, recipe.identity), recipe.key);
    }
    const filters = adaptation?.key;
    return filters === undefined ? base.key(own, index) : flatten(body(own, index, NOTHING), filters);
  };
  const key: Items["key"] = (endpoint, index) => {
    const part = parts.get(endpoint);
    if (index >= KEPT_KEYS) return makeKey(part, index);
    part.keys[index] ??= makeKey(part, index);
    return part.keys[index] as ReturnType<Items["key"]>;
  };
  const source = sourceOf(settings, key);
  return {
    settings,
    /** Descriptors first: adapted bodies may use some of recipes. */
    get endpoints() {
      const made = (areDescriptors: boolean): string[] =>
        recipes.filter((endpoint) => endpoint.endsWith(DESCRIPTORS) === areDescriptors);
      return [...made(true), ...base.endpoints.map((endpoint) => spelled[endpoint] ?? endpoint), ...made(false)];
    },
    count(endpoint) {
      const at = recipes.indexOf(endpoint);
      if (at >= 0) return counts[at] as number;
      const { own, adaptation } = parts.get(endpoint);
      return base.count(own) - (adaptation?.without?.length ?? 0);
    },
    key,
    keyOf(endpoint, made) {
      const { own, recipe, adaptation } = parts.get(endpoint);
      const filters = recipe?.key ?? adaptation?.key;
      return filters === undefined ? base.keyOf(own, made) : flatten(made, filters);
    },
    body,
    part: (endpoint) => parts.get(endpoint),
  };
}
