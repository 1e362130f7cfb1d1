/** Items of a list must differ in their identifying values; the first that does not is named. */
import type { ValidationErrors } from "../problem.ts";
import { pathSteps, valueAt } from "./json-paths.ts";
import { keyText } from "./natural-key.ts";
import type { FoundCollection } from "./shape.ts";

export function duplicateItem(collections: readonly FoundCollection[]): ValidationErrors | undefined {
  for (const { property, items, path } of collections) {
    if (items.length < 2 || property.itemIdentity.length === 0) continue;
    const identity = property.itemIdentity.map(pathSteps);
    const seen = new Set<string>();
    for (const [index, item] of items.entries()) {
      const key = keyText(identity.map((steps) => valueAt(item, steps)));
      if (seen.has(key)) {
        const text = `The ${ordinal(index + 1)} item of the ${property.name} has the same identifying values as another item earlier in the list.`;
        return { [path]: [text] };
      }
      seen.add(key);
    }
  }
  return undefined;
}

/** 1st, 2nd, 3rd, 4th, 11th, 21st. */
export function ordinal(position: number): string {
  const tens = position % 100;
  if (tens >= 11 && tens <= 13) return `${position}th`;
  return `${position}${["th", "st", "nd", "rd"][position % 10] ?? "th"}`;
}
