/** Which operations are possible with the available data, and why others are not. Pure. */

import { changeableOf } from "../../lib/data/change.ts";
import type { Dataset } from "../../lib/data/dataset.ts";
import { isPerson, NAMED, parentOf } from "../../lib/mix/new-entity.ts";
import { ID_CHARACTERS, SHORT_CHARACTERS } from "../../lib/mix/recipe.ts";
import type { PackedAdaptation } from "../../lib/target-data/code.ts";
import type { Refusal } from "./compile-mix.ts";
import type { MixOperation } from "./mix.ts";

export interface DataAtHand {
  readonly dataset: Dataset;
  /** Ids that are known, by endpoint. */
  idCount(endpoint: string): number;
  /** Items are known, but the client has no relationship with them. */
  isHidden(endpoint: string): boolean;
  /** The load left it out: its client may not create it, or not what it requires. */
  isLeftOut(endpoint: string): boolean;
  /** False if IDs were found by paging, so that their indexes in the dataset are unknown. */
  readonly knowsIndexes: boolean;
}

/** Undefined if the operation is possible. Does not check claims. */
export function refusalOf(data: DataAtHand, operation: MixOperation, resource: string): Refusal | undefined {
  const { kind, by = "key" } = operation;
  if (kind === "page" || kind === "changes") return undefined;
  if (kind === "create" || kind === "delete") return refusalToMake(data, resource);
  const missing = refusalToFind(data, resource);
  if (missing !== undefined) return missing;
  if (kind === "query" && !data.knowsIndexes) return { reason: "the keys of its items are not known" };
  if (kind === "query" && !hasField(data.dataset, resource, by)) return { reason: `its key has no field ${by}` };
  if (kind === "update" && changeableOf(data.dataset, resource) === undefined)
    return { reason: "it has no property to change" };
  return undefined;
}

function hasField(dataset: Dataset, resource: string, by: string): boolean {
  return by === "key" || by in dataset.key(resource, 0);
}

function refusalToFind(data: DataAtHand, resource: string): Refusal | undefined {
  if (data.idCount(resource) > 0) return undefined;
  if (data.isHidden(resource)) return { reason: "the client has no relationship with its items", isDenied: true };
  if (data.isLeftOut(resource)) return { reason: "the load left it out", isDenied: true };
  return { reason: "none of the dataset's items is on the target" };
}

/** The name is replaced, so its text may differ in length. */
function keepsKey({ key, isKeyShortened }: PackedAdaptation, resource: string): boolean {
  return key === undefined || (isKeyShortened === true && NAMED[resource] !== undefined);
}

function hasRoom({ keyLimits = {} }: PackedAdaptation, resource: string): boolean {
  const least = isPerson(resource) ? ID_CHARACTERS : SHORT_CHARACTERS;
  const limits = isPerson(resource) ? Object.values(keyLimits) : [keyLimits[NAMED[resource] ?? ""] ?? least];
  return limits.every((limit) => limit >= least);
}

function refusalToMake(data: DataAtHand, resource: string): Refusal | undefined {
  const { adaptation, recipe } = data.dataset.part?.(resource) ?? {};
  if (adaptation !== undefined && !keepsKey(adaptation, resource))
    return { reason: "its key is different on this target, so no new items can be created" };
  if (adaptation !== undefined && !hasRoom(adaptation, resource))
    return { reason: "its key on this target is too short for the names of new items" };
  const parent = parentOf(resource);
  if (parent === undefined || recipe !== undefined) return { reason: "no new items can be created" };
  if (isPerson(resource)) return undefined;
  if (!data.knowsIndexes) return { reason: "the keys of its items are not known" };
  return refusalToFind(data, resource) ?? (parent === "" ? undefined : refusalToMake(data, parent));
}
