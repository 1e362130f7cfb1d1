/**
 * Recipes as VUs keep them: members and their values in one flat list. In k6 an object takes 300 bytes and more, an element
 * of a list 16, and each VU has its own. Pure.
 */

import type { Adaptation, Changeable, ResourceRecipe, ValueRecipe } from "./target-data.ts";

/**
 * Records of `WIDTH` elements, one for each member: those of the root, then those of what is nested; then what they need
 * besides. A record begins with kind, name, divisor and radix. Of an item's number, `floor(number / divisor) % radix` is the
 * digit that the value follows from. Divisor 0: a number by chance is drawn for it; -1: it needs none. The other three:
 *
 * | kind | | | |
 * | --- | --- | --- | --- |
 * | text | min | max | characters of the largest digit |
 * | one-of | place of the first value | number of values | |
 * | reference | place of endpoint, column and fields | number of fields | number of the group |
 * | integer | min | number of values | |
 * | number | min | number of values | place of step and unit |
 * | date, date-time | first | days | |
 * | object | place of the first record | end | |
 * | list | place of the first record | end | number of objects |
 * | same | path | | |
 *
 * The radix of a reference is the number of choices, also where chance decides. Its column is the place of an index for
 * each choice, 0 where choice n is item n; its fields are pairs of names, the second "" where both are the same.
 */
export type Code = readonly (string | number | boolean)[];

export const WIDTH = 7;

/** What makes bodies. */
export interface BodyRecipe {
  readonly code: Code;
  /** Where the root's records end. */
  readonly end: number;
  /** JSON of what few VUs ask for. */
  readonly facts: string;
}

/** The same for natural keys: most of what bodies refer to is needed for nothing else. */
export interface KeyRecipe extends Pick<BodyRecipe, "code" | "end"> {
  /** The pairs of a recipe's key, one after the other. */
  readonly key: readonly string[];
}

export interface PackedRecipe {
  readonly body: BodyRecipe;
  readonly key: KeyRecipe;
}

export interface RecipeFacts extends Pick<ResourceRecipe, "endpoint" | "count" | "needs"> {
  readonly changeable?: Changeable;
}

export function factsOf({ facts }: BodyRecipe): RecipeFacts {
  return JSON.parse(facts) as RecipeFacts;
}

export type PackedAdaptation = Adaptation<Code>;

/** Of a step that adds a member. */
export type PackedValue = ValueRecipe | Code;
