/**
 * Which loaded items belong to which school. Templates for new items of a person are loaded items of the person's school:
 * an enrollment, then what requires it. Pure.
 */

import type { KnownItem, ReadwritePlan, SchoolPlaces } from "../contracts/readwrite-plan.ts";
import type { Items } from "../data/dataset.ts";
import { isTie, parentOf } from "./new-entity.ts";
import { organizationOf } from "./recipe.ts";

/** Where the target knows no agency of a school. */
const NONE = -1;

/** Puts items in the order of their schools, and returns the range of each school. */
export function placeBySchool(dataset: Items, items: ReadwritePlan["items"]): Pick<ReadwritePlan, "items" | "schools"> {
  const placed: Record<string, readonly KnownItem[]> = { ...items };
  const schools: SchoolPlaces[] = [];
  for (let index = 0; index < dataset.count("schools"); index++)
    schools.push({ id: organizationOf(dataset.key("schools", index)), places: {} });
  for (const endpoint in items) {
    if (!isTie(endpoint) && !isTie(parentOf(endpoint) ?? "")) continue;
    const byOrganization = new Map<number, KnownItem[]>();
    for (const item of items[endpoint] ?? []) {
      const of = item[0] < 0 ? 0 : organizationOf(dataset.key(endpoint, item[0]));
      byOrganization.set(of, [...(byOrganization.get(of) ?? []), item]);
    }
    const sorted: KnownItem[] = [];
    const places = new Map<number, readonly [number, number]>();
    for (const [of, some] of byOrganization) places.set(of, [sorted.length, sorted.push(...some) && some.length]);
    placed[endpoint] = sorted;
    for (const [index, school] of schools.entries()) {
      const place = places.get(school.id) ?? places.get(agencyOf(dataset, index));
      if (place !== undefined) school.places[endpoint] = place;
    }
  }
  return { items: placed, schools };
}

function agencyOf(dataset: Items, school: number): number {
  const { localEducationAgencyReference: agency } = dataset.body("schools", school, { canUse: () => true });
  return (agency as { localEducationAgencyId: number } | undefined)?.localEducationAgencyId ?? NONE;
}
