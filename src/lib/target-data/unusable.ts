/** Parts of a recipe's bodies that the client may not use. Pure. */

import type { Vocabulary } from "../data/dataset.ts";
import { type BodyRecipe, type Code, factsOf, WIDTH } from "./code.ts";

/** Places of records. */
export type Places = ReadonlySet<number>;

/** References to resources, and descriptors, that may not be used; undefined where there are none. */
export function unusablePlaces(recipe: BodyRecipe, vocabulary: Vocabulary): Places | undefined {
  const { code, end } = recipe;
  const barred = factsOf(recipe).needs.optional.filter((endpoint) => !vocabulary.canUse(endpoint));
  if (barred.length === 0) return undefined;
  const found = new Set<number>();
  const visit = (from: number, to: number): void => {
    for (let at = from; at < to; at += WIDTH) {
      const isGroup = code[at] === "object" || code[at] === "list";
      if (isGroup) visit(code[at + 4] as number, code[at + 5] as number);
      else if (barred.includes(endpointAt(code, at, barred) ?? "")) found.add(at);
    }
  };
  visit(0, end);
  return found;
}

function endpointAt(code: Code, at: number, endpoints: readonly string[]): string | undefined {
  const first = String(code[code[at + 4] as number]);
  if (code[at] === "reference") return first;
  const name = code[at] === "one-of" ? /(\w+Descriptor)#/.exec(first)?.[1] : undefined;
  return endpoints.find((endpoint) => `/${endpoint}`.toLowerCase().endsWith(`/${name}s`.toLowerCase()));
}
