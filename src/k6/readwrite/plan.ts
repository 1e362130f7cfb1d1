/** The plan of a readwrite run as a VU sees it. All VUs share the IDs; reading one costs its parsing. */

import { SharedArray } from "k6/data";
import type { KnownItem, ReadwritePlan } from "../../lib/contracts/readwrite-plan.ts";

export interface VuPlan extends Omit<ReadwritePlan, "items"> {
  itemCount(endpoint: string): number;
  /** @param n from 0 to below `itemCount` */
  item(endpoint: string, n: number): KnownItem;
}

/** @param read gives the whole plan; called in the init context, only for the first VU */
export function sharePlan(read: () => ReadwritePlan): VuPlan {
  const head = new SharedArray("plan", () => {
    const { items, ...rest } = read();
    const places: Record<string, readonly [number, number]> = {};
    let first = 0;
    for (const endpoint in items) {
      const count = items[endpoint]?.length ?? 0;
      places[endpoint] = [first, count];
      first += count;
    }
    return [{ ...rest, places }];
  });
  const items = new SharedArray<KnownItem>("items", () => Object.values(read().items).flat());
  const { places, ...rest } = head[0] as Omit<ReadwritePlan, "items"> & { places: Record<string, [number, number]> };
  return {
    ...rest,
    itemCount: (endpoint) => places[endpoint]?.[1] ?? 0,
    item: (endpoint, n) => items[(places[endpoint]?.[0] ?? 0) + n] as KnownItem,
  };
}

/** Of a plan that `setup()` made: few items, so every VU may hold them. */
export function ownPlan({ items, ...rest }: ReadwritePlan): VuPlan {
  return {
    ...rest,
    itemCount: (endpoint) => items[endpoint]?.length ?? 0,
    item: (endpoint, n) => items[endpoint]?.[n] as KnownItem,
  };
}
