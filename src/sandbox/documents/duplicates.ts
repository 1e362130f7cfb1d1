/** Items of a list must differ in their identifying values. */
import type { CollectionProperty } from "../../api-model/types.ts";
import type { ValidationErrors } from "../problem.ts";
import { ErrorList } from "./error-list.ts";
import { type JsonObject, modelPath, pathSteps } from "./json-paths.ts";
import { itemKey, keyOfBody } from "./natural-key.ts";
import type { FoundCollection } from "./shape.ts";

/**
 * Names the first item of each list that repeats another. As DMS does, lists of references are looked at before all
 * others and the first bad one is reported alone; of lists inside lists only the first bad one of its kind is reported.
 */
export function duplicateItems(collections: readonly FoundCollection[]): ValidationErrors | undefined {
  const errors = new ErrorList();
  const reported = new Set<string>();
  for (const { property, items, path } of byKind(collections)) {
    const kind = modelPath(path);
    if (reported.has(kind)) continue;
    const index = repeatedIndex(property, items);
    if (index < 0) continue;
    const text = `The ${ordinal(index + 1)} item of the ${property.name} has the same identifying values as another item earlier in the list.`;
    if (listsReferences(property)) return { [path]: [text] };
    errors.add(path, text);
    reported.add(kind);
  }
  return errors.found;
}

/** Lists with more than one item, those of references first. */
function byKind(collections: readonly FoundCollection[]): readonly FoundCollection[] {
  const several = collections.filter(({ items }) => items.length > 1);
  if (several.length < 2) return several;
  return several.toSorted((a, b) => Number(listsReferences(b.property)) - Number(listsReferences(a.property)));
}

/** The items are identified by a reference: its key fields lie deeper than fields of the item. */
function listsReferences({ itemIdentity }: CollectionProperty): boolean {
  return itemIdentity.some((path) => pathSteps(path).length > 1);
}

/** -1 when all items differ. */
function repeatedIndex(property: CollectionProperty, items: readonly JsonObject[]): number {
  const key = itemKey(property);
  if (key.parts.length === 0) return -1;
  const seen = new Set<string>();
  return items.findIndex((item) => {
    const before = seen.size;
    return seen.add(keyOfBody(key, item)).size === before;
  });
}

/** 1st, 2nd, 3rd, 4th, 11th, 21st. */
function ordinal(position: number): string {
  const tens = position % 100;
  if (tens >= 11 && tens <= 13) return `${position}th`;
  return `${position}${["th", "st", "nd", "rd"][position % 10] ?? "th"}`;
}
