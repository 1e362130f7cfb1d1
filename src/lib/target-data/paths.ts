/** Places in a body, and hashes of texts. Pure. */

import type { Body, Scalar } from "../data/dataset.ts";
import { mix } from "../data/hash.ts";

/** @param path `programReference.programName` */
export function valueIn(body: Body, path: string): unknown {
  const dot = path.indexOf(".");
  if (dot < 0) return body[path];
  const inner = body[path.slice(0, dot)];
  return inner === undefined ? undefined : valueIn(inner as Body, path.slice(dot + 1));
}

/**
 * The natural key of a body, as query filters.
 * @param key names of filters, each with its path in the body after it
 */
export function flatten(body: Body, key: readonly string[]): Record<string, Scalar> {
  const filters: Record<string, Scalar> = {};
  // Iterators are expensive in k6.
  for (let at = 0; at < key.length; at += 2)
    filters[key[at] as string] = valueIn(body, key[at + 1] as string) as Scalar;
  return filters;
}

/** From 0 to 2^32-1. */
export function hashOf(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = mix(hash + text.charCodeAt(at));
  return hash;
}
