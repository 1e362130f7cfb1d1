/** Looks up known items, templates and places in the plan of this VU. */

import { type PlannedItem, readPlannedItem } from "../../lib/contracts/planned-items.ts";
import { type TextList, textAt, textIn } from "../../lib/contracts/text-list.ts";
import { type Place, placeIn, templateIn } from "../../lib/mix/vu-plan.ts";
import { firstItems, itemBegins, itemCounts, itemText, numberOf, plan } from "./vu.ts";

export function itemCount(endpoint: string): number {
  return itemCounts[numberOf[endpoint] as number] ?? 0;
}

/** @param n from 0 to below `itemCount` */
export function itemOf(endpoint: string, n: number): PlannedItem {
  return itemAt(firstOf(endpoint) + n);
}

/** @param at its index among the items of all endpoints */
export function itemAt(at: number): PlannedItem {
  return readPlannedItem(itemTextAt(at));
}

/** Names of the key members of an endpoint's items: the text before its first item. */
export function namesOf(endpoint: string): string {
  return itemTextAt(firstOf(endpoint) - 1);
}

function itemTextAt(at: number): string {
  return FOR_RUNNER ? textAt(itemText, itemBegins, at) : ((plan.items as readonly string[])[at] as string);
}

function firstOf(endpoint: string): number {
  return firstItems[numberOf[endpoint] as number] as number;
}

/** @param start index of the recipe's first template. @param n from 0 to below the number of its templates */
export function templateOf(start: number, n: number): string {
  const { templates } = plan;
  return FOR_RUNNER ? templateIn(templates as TextList, start + n) : ((templates as string[])[start + n] as string);
}

/** The range of an endpoint's items that belong to a school. */
export function placeAt(schoolId: number, endpoint: string): Place | undefined {
  const at = plan.schoolIds.indexOf(schoolId);
  if (at < 0) return undefined;
  const { schools } = plan;
  return placeIn(
    FOR_RUNNER ? textIn(schools as TextList, at) : ((schools as readonly string[])[at] as string),
    endpoint,
  );
}
