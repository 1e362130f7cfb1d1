/** Does the operation of an iteration. A delete without an item becomes a create, and a later create a delete. */

import type { MaybePromise } from "../../lib/maybe-promise.ts";
import { chanceOf, choiceAt, guidedChoiceAt, indexOf, placeOf } from "../../lib/mix/choice.ts";
import type { CompactMix, MixOperation } from "../../lib/mix/compact-mix.ts";
import { serialOf } from "../../lib/mix/serial.ts";
import { followChanges } from "./changes.ts";
import { get, query } from "./reads.ts";
import type { Turn } from "./turn.ts";
import { update } from "./updates.ts";
import { page } from "./walks.ts";
import { create, remove } from "./writes.ts";

/** Deletes that became creates because this VU had nothing to delete. */
let deletesOwed = 0;

/** @param turn the VU's one and only: an iteration ends before the next one begins */
export function doOperation(turn: Turn, iteration: number, warmingUp: boolean): MaybePromise<void> {
  const { plan } = turn;
  const { mix } = plan;
  const serial = serialOf(plan.startedMs, iteration, warmingUp);
  turn.iteration = iteration;
  turn.warmingUp = warmingUp;
  turn.serial = serial;
  turn.chance = chanceOf(serial);
  if (iteration < plan.stock) return create(turn, resourceToCreate(turn));
  const at = guidedChoiceAt(mix.upTo, mix.guide, placeOf(iteration));
  const operation = mix.operations[mix.operation[at] as number] as MixOperation;
  const resource = mix.resource[at] as string;
  switch (operation.kind) {
    case "get":
      return get(turn, resource);
    case "query":
      return query(turn, resource, operation);
    case "create":
      return deletesOwed > 0 ? deleteOr(turn, resource, -1) : create(turn, resource);
    case "update":
      return update(turn, resource, operation);
    case "delete":
      return deleteOr(turn, resource, 1);
    // The mix of a direct `k6 run` has neither.
    case "page":
      return FOR_RUNNER ? page(turn, resource, operation) : undefined;
    case "changes":
      return FOR_RUNNER ? followChanges(turn, resource, operation) : undefined;
  }
}

/** @param owed how many more deletes are owed when there is nothing to delete, or fewer when there is */
function deleteOr(turn: Turn, resource: string, owed: 1 | -1): MaybePromise<void> {
  const item = turn.own.takeDeletable(resource);
  if (item !== undefined) {
    if (owed < 0) deletesOwed--;
    return remove(turn, item);
  }
  if (owed > 0) deletesOwed++;
  return create(turn, owed > 0 ? resourceToCreate(turn) : resource);
}

/** What the mix creates, by weight; made when this VU first needs it. */
let creates: Pick<CompactMix, "upTo" | "resource"> | undefined;

/** One of the resources that the mix creates, by their weights. */
function resourceToCreate({ plan, chance }: Turn): string {
  creates ??= createsIn(plan.mix);
  const { upTo, resource } = creates;
  const all = upTo.at(-1) ?? 0;
  return resource[choiceAt(upTo, (all * indexOf(chance, 99, 10_007)) / 10_007)] as string;
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
