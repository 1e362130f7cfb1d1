/** Places in a body, and hashes of texts. Pure. */

import type { Body, Scalar } from "../data/dataset.ts";
import { mix } from "../data/hash.ts";
import type { ResourceRecipe } from "./target-data.ts";

/** @param path `programReference.programName` */
export function valueIn(body: Body, path: string): unknown {
  const dot = path.indexOf(".");
  if (dot < 0) return body[path];
  const inner = body[path.slice(0, dot)];
  return inner === undefined ? undefined : valueIn(inner as Body, path.slice(dot + 1));
}

/** The natural key of a body, as query filters. */
export function flatten(body: Body, key: ResourceRecipe["key"]): Record<string, Scalar> {
  const filters: Record<string, Scalar> = {};
  // Iterators are expensive in k6.
  for (let at = 0; at < key.length; at++) {
    const pair = key[at] as (typeof key)[0];
    filters[pair[0]] = valueIn(body, pair[1]) as Scalar;
  }
  return filters;
}

/** From 0 to 2^32-1. */
export function hashOf(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = mix(hash + text.charCodeAt(at));
  return hash;
}
