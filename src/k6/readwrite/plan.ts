/** The plan of a readwrite run as a VU sees it. All VUs share the IDs; reading one costs its parsing. */

import { SharedArray } from "k6/data";
import type { KnownItem, ReadwritePlan, SchoolPlaces } from "../../lib/contracts/readwrite-plan.ts";

export interface VuPlan extends Omit<ReadwritePlan, "items" | "schools"> {
  itemCount(endpoint: string): number;
  /** @param n from 0 to below `itemCount` */
  item(endpoint: string, n: number): KnownItem;
  /** Which items belong to a school. */
  places(schoolId: number): SchoolPlaces["places"];
}

/** @param read gives the whole plan; called in the init context, only for the first VU */
export function sharePlan(read: () => ReadwritePlan): VuPlan {
  const head = new SharedArray("plan", () => [headOf(read())]);
  const items = new SharedArray("items", () => itemsOf(read()));
  const schools = new SharedArray("schools", () => [...read().schools]);
  return planOf(head[0] as Head, items, schools);
}

/** Of a plan that `setup()` made: few items, so every VU may hold them. */
export function ownPlan(plan: ReadwritePlan): VuPlan {
  return planOf(headOf(plan), itemsOf(plan), plan.schools);
}

type Head = ReturnType<typeof headOf>;

function headOf({ items, schools, ...rest }: ReadwritePlan) {
  const segments: Record<string, readonly [first: number, count: number]> = {};
  let first = 0;
  for (const endpoint in items) {
    const count = items[endpoint]?.length ?? 0;
    segments[endpoint] = [first, count];
    first += count;
  }
  return { ...rest, segments, schoolIds: schools.map(({ id }) => id) };
}

function itemsOf({ items }: ReadwritePlan): KnownItem[] {
  return Object.values(items).flat();
}

function planOf(head: Head, items: readonly KnownItem[], schools: readonly SchoolPlaces[]): VuPlan {
  const { segments, schoolIds } = head;
  return {
    ...head,
    itemCount: (endpoint) => segments[endpoint]?.[1] ?? 0,
    item: (endpoint, n) => items[(segments[endpoint]?.[0] ?? 0) + n] as KnownItem,
    places: (schoolId) => schools[schoolIds.indexOf(schoolId)]?.places ?? {},
  };
}
