/** Whether an item is the requested one. No `for (… in …)`: the first use costs 5 kB per VU. Pure. */

import type { Body, Scalar } from "../data/dataset.ts";

/**
 * Whether every value of the natural key is at the root of the item or in one of its references. Compared by value, not
 * by name, because query fields have other names if two references of a resource share one.
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
