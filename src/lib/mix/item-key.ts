/** Whether an item that a server gave is the one that was asked for. Pure. */

import type { Body, Scalar } from "../data/dataset.ts";

/**
 * True when every value of the natural key stands at the root of the item or in one of its references. Compared by value, not by
 * name: query fields carry names of their own where two references of a resource share one.
 */
export function holdsKey(item: Body, key: Readonly<Record<string, Scalar>>): boolean {
  for (const name in key) if (!holds(item, name, key[name] as Scalar)) return false;
  return true;
}

function holds(item: Body, name: string, wanted: Scalar): boolean {
  if (item[name] === wanted) return true;
  for (const member in item) {
    const value = item[member];
    if (value === wanted) return true;
    if (typeof value !== "object" || value === null || !member.endsWith("Reference")) continue;
    for (const part in value) if ((value as Record<string, unknown>)[part] === wanted) return true;
  }
  return false;
}
