/** Whether an item that a server gave is the one that was asked for. No `for (… in …)`: a VU's first takes 5 kB. Pure. */

import type { Body, Scalar } from "../data/dataset.ts";

/**
 * True when every value of the natural key stands at the root of the item or in one of its references. Compared by value, not by
 * name: query fields carry names of their own where two references of a resource share one.
 */
export function holdsKey(item: Body, key: Readonly<Record<string, Scalar>>): boolean {
  return Object.keys(key).every((name) => holds(item, name, key[name] as Scalar));
}

function holds(item: Body, name: string, wanted: Scalar): boolean {
  if (item[name] === wanted) return true;
  return Object.keys(item).some((member) => {
    const value = item[member];
    if (value === wanted) return true;
    if (typeof value !== "object" || value === null || !member.endsWith("Reference")) return false;
    return Object.values(value).includes(wanted);
  });
}
