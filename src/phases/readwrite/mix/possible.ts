/** What can be done with the data at hand. Pure. */

import { changeableProperty } from "../../../lib/data/change.ts";
import type { Dataset } from "../../../lib/data/dataset.ts";
import { isPerson, parentOf } from "../../../lib/mix/new-entity.ts";
import type { MixOperation } from "./mix.ts";

export interface DataAtHand {
  readonly dataset: Dataset;
  /** Ids that are known, by endpoint. */
  idCount(endpoint: string): number;
  /** False where ids were found by paging, so that nobody knows which item of the dataset one is. */
  readonly knowsIndexes: boolean;
}

/** Claims are the caller's business. */
export function isPossible(data: DataAtHand, operation: MixOperation, resource: string): boolean {
  const ids = data.idCount(resource);
  switch (operation.kind) {
    case "page":
    case "changes":
      return true;
    case "get":
      return ids > 0;
    case "query":
      return ids > 0 && data.knowsIndexes && hasField(data.dataset, resource, operation.by ?? "key");
    case "update":
      return ids > 0 && changeableProperty(resource) !== undefined;
    default:
      return canMake(data, resource);
  }
}

function hasField(dataset: Dataset, resource: string, by: string): boolean {
  return by === "key" || by in dataset.key(resource, 0);
}

function canMake(data: DataAtHand, resource: string): boolean {
  const parent = parentOf(resource);
  if (parent === undefined) return false;
  if (isPerson(resource)) return true;
  return data.knowsIndexes && data.idCount(resource) > 0 && (parent === "" || canMake(data, parent));
}
