/** What an update of an item changes. Pure. */

import type { ResourceModel } from "../api-model/types.ts";
import type { Member, ResourceRecipe } from "../lib/target-data/target-data.ts";

const KINDS = { string: "text", integer: "integer", boolean: "flag" } as const;
/** `Change` and a number of 12 digits are the longest. */
const LEAST_TEXT = 20;

/**
 * A property of the root that is no part of the key and that nothing must agree with: a text first, since it has the most
 * values; optional ones first.
 */
export function changeableOf(
  { properties, equalities }: ResourceModel,
  members: readonly Member[],
): ResourceRecipe["changeable"] {
  const made = new Map(members);
  const scalars = properties.flatMap((each) => (each.kind === "scalar" && !each.identity ? [each] : []));
  const ordered = [...scalars].sort((a, b) => Number(a.required) - Number(b.required));
  const isTied = (name: string): boolean => equalities.some((pair) => pair.includes(`$.${name}`));
  for (const type of ["string", "integer", "boolean"] as const) {
    const kind = KINDS[type];
    const found = ordered.find(
      (each) =>
        each.type === type &&
        made.get(each.name)?.is === kind &&
        !isTied(each.name) &&
        (type !== "string" || (each.maxLength ?? LEAST_TEXT) >= LEAST_TEXT) &&
        (type !== "integer" || hasRoom(each)),
    );
    if (found !== undefined) return { property: found.name, kind };
  }
  return undefined;
}

/** Updates of a mix take an odd number down by one. */
function hasRoom({ minimum = 0, maximum }: { readonly minimum?: number; readonly maximum?: number }): boolean {
  return maximum === undefined && minimum % 2 === 0;
}
