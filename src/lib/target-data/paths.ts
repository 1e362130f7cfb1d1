/** Places in a body, and hashes of texts. Pure. */

import type { Body, Scalar } from "../data/dataset.ts";
import { mix } from "../data/hash.ts";
import type { ResourceRecipe } from "./target-data.ts";

/** @param path `programReference.programName` */
export function valueIn(body: Body, path: string): unknown {
  let value: unknown = body;
  for (const name of path.split(".")) value = (value as Body | undefined)?.[name];
  return value;
}

/** The natural key of a body, as query filters. */
export function flatten(body: Body, key: ResourceRecipe["key"]): Record<string, Scalar> {
  const filters: Record<string, Scalar> = {};
  for (const [filter, path] of key) filters[filter] = valueIn(body, path) as Scalar;
  return filters;
}

/** From 0 to 2^32-1. */
export function hashOf(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = mix(hash + text.charCodeAt(at));
  return hash;
}
