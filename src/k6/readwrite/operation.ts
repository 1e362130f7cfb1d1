/**
 * Does the operation of an iteration. A delete without an item becomes a create, and a later create becomes a delete,
 * so that the mix keeps its shares.
 */

import type { MaybePromise } from "../../lib/maybe-promise.ts";
import { choiceAt, guidedChoiceAt, indexOf, placeOf } from "../../lib/mix/choice.ts";
import type { CompactMix, MixOperation } from "../../lib/mix/compact-mix.ts";
import { followChanges } from "./changes.ts";
import { get, query } from "./reads.ts";
import { update } from "./updates.ts";
import { beginIteration, chance, guide, operationOf, operations, own, plan, resources, upTo } from "./vu.ts";
import { page } from "./walks.ts";
import { create, remove } from "./writes.ts";

/** Deletes that became creates because this VU had nothing to delete, minus those made up for. */
let deletesOwed = 0;

export function doOperation(number: number, isWarmUp: boolean): MaybePromise<void> {
  beginIteration(number, isWarmUp);
  if (number < plan.stock) return create(resourceToCreate());
  const at = guidedChoiceAt(upTo, guide, placeOf(number));
  const operation = operations[operationOf[at] as number] as MixOperation;
  const resource = resources[at] as string;
  switch (operation.kind) {
    case "get":
      return get(resource);
    case "query":
      return query(resource, operation);
    case "create":
      return deletesOwed > 0 ? createOrOwedDelete(resource) : create(resource);
    case "update":
      return update(resource, operation);
    case "delete":
      return deleteOrCreate(resource);
    // The mix of a direct `k6 run` has neither.
    case "page":
      return FOR_RUNNER ? page(resource, operation) : undefined;
    case "changes":
      return FOR_RUNNER ? followChanges(resource, operation) : undefined;
  }
}

/** Deletes an item of this VU. Without one, it creates an item and owes the delete. */
function deleteOrCreate(resource: string): MaybePromise<void> {
  const item = own.takeDeletable(resource);
  if (item !== undefined) return remove(item);
  deletesOwed++;
  return create(resourceToCreate());
}

/** Does a delete that is owed, in place of a create. Without an item to delete, it creates one as the mix asks. */
function createOrOwedDelete(resource: string): MaybePromise<void> {
  const item = own.takeDeletable(resource);
  if (item === undefined) return create(resource);
  deletesOwed--;
  return remove(item);
}

/** The resources that the mix creates, with their weights. Computed when this VU first needs them. */
let creates: Pick<CompactMix, "upTo" | "resource"> | undefined;

/** Chooses one of the resources that the mix creates, by weight. */
function resourceToCreate(): string {
  creates ??= createsIn(plan.mix);
  const all = creates.upTo.at(-1) ?? 0;
  return creates.resource[choiceAt(creates.upTo, (all * indexOf(chance, 99, 10_007)) / 10_007)] as string;
}

function createsIn({ upTo, resource, operation, operations }: CompactMix): Pick<CompactMix, "upTo" | "resource"> {
  const found = { upTo: [] as number[], resource: [] as string[] };
  let all = 0;
  for (let at = 0; at < upTo.length; at++) {
    if (operations[operation[at] as number]?.kind !== "create") continue;
    all += (upTo[at] as number) - (upTo[at - 1] ?? 0);
    found.upTo.push(all);
    found.resource.push(resource[at] as string);
  }
  return found;
}
