/** Descriptors and school years: values that a target may have already, and that other data there shares. Pure. */

import { type Body, type Dataset, EVERYTHING } from "../data/dataset.ts";
import { isDescriptor, SHARED_RESOURCES } from "./smoke-selection.ts";

/** A target may have any year, without a resource of years. */
export const SCHOOL_YEARS = "schoolYearTypes";

export function isShared(endpoint: string): boolean {
  return isDescriptor(endpoint) || SHARED_RESOURCES.includes(endpoint);
}

/** The key of a value within its endpoint; the letter case of descriptors does not count (DMS). */
export function sharedKey(item: Body): string {
  return item.schoolYear === undefined ? `${item.namespace}#${item.codeValue}`.toLowerCase() : String(item.schoolYear);
}

/** Indexes of an endpoint's items that are not among those at the target. */
export function missingIndexes(dataset: Dataset, endpoint: string, there: ReadonlySet<string>): number[] {
  const missing: number[] = [];
  for (let index = 0; index < dataset.count(endpoint); index++) {
    if (!there.has(sharedKey(dataset.body(endpoint, index, EVERYTHING)))) missing.push(index);
  }
  return missing;
}
