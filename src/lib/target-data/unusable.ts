/** What bodies of a recipe do without, where the client may not use it. Pure. */

import type { Vocabulary } from "../data/dataset.ts";
import type { Member, ResourceRecipe, ValueRecipe } from "./target-data.ts";

export type Values = ReadonlySet<ValueRecipe>;

/** References to resources, and descriptors, that may not be used; undefined where there are none. */
export function unusableValues(recipe: ResourceRecipe, vocabulary: Vocabulary): Values | undefined {
  const barred = recipe.needs.optional.filter((endpoint) => !vocabulary.canUse(endpoint));
  if (barred.length === 0) return undefined;
  const found = new Set<ValueRecipe>();
  const visit = (members: readonly Member[]): void => {
    for (const [, value] of members) {
      if ("members" in value) visit(value.members);
      else if (barred.includes(endpointOf(recipe, value, barred) ?? "")) found.add(value);
    }
  };
  visit(recipe.members);
  return found;
}

function endpointOf({ groups }: ResourceRecipe, value: ValueRecipe, endpoints: readonly string[]): string | undefined {
  if (value.is === "reference") return groups[value.group]?.endpoints[value.at];
  const name = value.is === "one-of" ? /(\w+Descriptor)#/.exec(String(value.values[0]))?.[1] : undefined;
  return endpoints.find((endpoint) => `/${endpoint}`.toLowerCase().endsWith(`/${name}s`.toLowerCase()));
}
