/** How much room the key of a resource has for the items of the dataset. Pure. */

import type { ReferenceKeyField, ResourceModel } from "../api-model/types.ts";

/** Of a text or number that has no limits of its own: more is no matter. */
const MOST_DIGITS = 12;

/** Digits that are left beside those of the count; below none, keys must repeat. */
export function digitsToSpare({ referenceKeys }: Pick<ResourceModel, "referenceKeys">, count: number): number {
  return referenceKeys.reduce((digits, field) => digits + digitsOf(field), 0) - Math.log10(count);
}

function digitsOf({ type, maxLength = MOST_DIGITS, minimum = 0, maximum, bits }: ReferenceKeyField): number {
  switch (type) {
    case "boolean":
      return Math.log10(2);
    case "descriptor":
      return 1;
    case "date":
      return Math.log10(365);
    case "string":
      return Math.min(maxLength, MOST_DIGITS);
    default:
      return Math.min(MOST_DIGITS, Math.log10((maximum ?? 2 ** (bits ?? 32)) - minimum + 1));
  }
}
