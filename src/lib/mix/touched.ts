/** Endpoints and items that the operations of a mix use. Pure. */

import type { Cell, ReadwritePlan } from "../contracts/readwrite-plan.ts";
import { changeableOf } from "../data/change.ts";
import type { Items } from "../data/dataset.ts";
import type { Changeable } from "../target-data/target-data.ts";
import type { MixKind } from "./mix.ts";
import { withParents } from "./new-entity.ts";

/** Endpoints. What is created may need something else created first. */
export function touchedBy(resource: string, kind: MixKind): readonly string[] {
  return kind === "create" || kind === "delete" ? withParents(resource) : [resource];
}

/** The known items that a mix needs, by endpoint; empty where none is known. */
export function itemsForMix(cells: readonly Cell[], items: ReadwritePlan["items"]): ReadwritePlan["items"] {
  const endpoints = new Set(cells.flatMap(({ resource, kind }) => touchedBy(resource, kind)));
  return Object.fromEntries([...endpoints].map((endpoint) => [endpoint, items[endpoint] ?? []]));
}

/** What the updates of a mix change, by endpoint. */
export function changesOfMix(cells: readonly Cell[], dataset: Pick<Items, "part">): ReadwritePlan["changes"] {
  const changes: Record<string, Changeable> = {};
  for (const { kind, resource } of cells) {
    const changeable = kind === "update" ? changeableOf(dataset, resource) : undefined;
    if (changeable !== undefined) changes[resource] = changeable;
  }
  return changes;
}
