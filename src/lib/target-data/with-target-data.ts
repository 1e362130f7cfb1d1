/** A dataset that fits a target: the hand-written items, adapted if necessary, and those that recipes make. Pure. */

import { type Bodies, type Items, NOTHING, type Vocabulary } from "../data/dataset.ts";
import { adaptBody, ownIndex } from "./adapt.ts";
import type { TargetLines } from "./lines.ts";
import { Making, sourceOf } from "./making.ts";
import { Parts } from "./parts.ts";
import { flatten } from "./paths.ts";

const DESCRIPTORS = "Descriptors";
/** Of each resource: many items refer to the first few of a resource that recipes make. */
const KEPT_KEYS = 8;

/**
 * Endpoints are spelled as by the target. Those of the hand-written dataset are found by its own spelling as well; its
 * generators ask the vocabulary for that one, so that the question is translated.
 */
export function bodiesForTarget(base: Bodies, { spelled }: TargetLines, parts: Parts): Bodies {
  const isSpelledAlike = Object.keys(spelled).length === 0;
  const translated = (vocabulary: Vocabulary): Vocabulary =>
    isSpelledAlike ? vocabulary : { canUse: (endpoint) => vocabulary.canUse(spelled[endpoint] ?? endpoint) };
  const body: Items["body"] = (endpoint, index, vocabulary) => {
    const { own, recipe, adaptation, stream } = parts.get(endpoint);
    if (recipe) {
      const whole = parts.body(endpoint, vocabulary);
      return new Making(source, stream, index, parts.unusable).whole(whole);
    }
    const at = ownIndex(index, adaptation?.without);
    const made = base.body(own, at, translated(vocabulary));
    return adaptation ? adaptBody(source, stream, adaptation, at, made) : made;
  };
  const key: Items["key"] = (endpoint, index) => {
    const part = parts.get(endpoint);
    const { own, recipe, adaptation, stream, keys, last } = part;
    const isFirst = index < KEPT_KEYS;
    const kept = isFirst ? keys[index] : last;
    if (kept && (isFirst || part.lastIndex === index)) return kept;
    const filters = recipe?.key ?? adaptation?.key?.flat();
    let made: ReturnType<Items["key"]>;
    if (filters === undefined) made = base.key(own, index);
    else if (recipe === undefined) made = flatten(body(own, index, NOTHING), filters);
    else made = flatten(new Making(source, stream, index).whole(recipe), filters);
    if (isFirst) keys[index] = made;
    // Neighbours often refer to the same.
    else Object.assign(part, { last: made, lastIndex: index });
    return made;
  };
  const { settings } = base;
  const source = sourceOf(settings, key);
  return { settings, body, key };
}

export function withTargetData(base: Items, lines: TargetLines, parts = new Parts(lines)): Items {
  const { spelled } = lines;
  return {
    ...bodiesForTarget(base, lines, parts),
    /** Descriptors first: adapted bodies may use some of recipes. */
    get endpoints() {
      const { recipes } = lines.head;
      const made = (first: boolean): string[] => recipes.filter((endpoint) => endpoint.endsWith(DESCRIPTORS) === first);
      // What cannot be adapted may have a recipe instead.
      const own = base.endpoints.flatMap((endpoint) =>
        recipes.includes(endpoint) ? [] : (spelled[endpoint] ?? endpoint),
      );
      return [...made(true), ...own, ...made(false)];
    },
    count(endpoint) {
      const { recipes, counts } = lines.head;
      const at = recipes.indexOf(endpoint);
      if (at >= 0) return counts[at] as number;
      const { own, adaptation } = parts.get(endpoint);
      return base.count(own) - (adaptation?.without?.length ?? 0);
    },
    keyOf(endpoint, made) {
      const { own, recipe, adaptation } = parts.get(endpoint);
      const filters = recipe?.key ?? adaptation?.key?.flat();
      return filters ? flatten(made, filters) : base.keyOf(own, made);
    },
    part: (endpoint) => ({ ...parts.get(endpoint), recipe: lines.body(endpoint) }),
  };
}
