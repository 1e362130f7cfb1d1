/** Does the operation of an iteration. A delete without an item becomes a create, and a later create a delete. */

import type { Cell } from "../../lib/contracts/readwrite-plan.ts";
import type { MaybePromise } from "../../lib/maybe-promise.ts";
import { cellAt, chanceOf, indexOf, placeOf } from "../../lib/mix/choice.ts";
import type { MixKind } from "../../lib/mix/mix.ts";
import { serialOf } from "../../lib/mix/serial.ts";
import { followChanges } from "./changes.ts";
import { get, page, query } from "./reads.ts";
import type { Turn } from "./turn.ts";
import { update } from "./updates.ts";
import { create, remove } from "./writes.ts";

/** Deletes that became creates because this VU had nothing to delete. */
let deletesOwed = 0;

/** @param turn the VU's one and only: an iteration ends before the next one begins */
export function doOperation(turn: Turn, iteration: number, warmingUp: boolean): MaybePromise<void> {
  const { mix, startedMs } = turn.plan;
  turn.iteration = iteration;
  turn.warmingUp = warmingUp;
  turn.serial = serialOf(startedMs, iteration, warmingUp);
  turn.chance = chanceOf(turn.serial);
  const cell = cellAt(mix.cells, placeOf(iteration));
  return OPERATIONS[cell.kind](turn, cell);
}

/** What is done for each kind of operation. */
const OPERATIONS: Readonly<Record<MixKind, (turn: Turn, cell: Cell) => MaybePromise<void>>> = {
  get,
  query,
  page,
  changes: followChanges,
  update,
  create: (turn, { resource }) => (deletesOwed > 0 ? deleteOr(turn, resource, -1) : create(turn, resource)),
  delete: (turn, { resource }) => deleteOr(turn, resource, 1),
};

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
let creates: readonly Cell[] | undefined;

/** One of the resources that the mix creates, by their weights. */
function resourceToCreate({ plan, chance }: Turn): string {
  creates ??= createsIn(plan.mix.cells);
  const all = creates.at(-1)?.upTo ?? 0;
  return cellAt(creates, (all * indexOf(chance, 99, 10_007)) / 10_007).resource;
}

function createsIn(cells: readonly Cell[]): Cell[] {
  const found: Cell[] = [];
  let before = 0;
  let all = 0;
  for (const cell of cells) {
    const share = cell.upTo - before;
    before = cell.upTo;
    if (cell.kind !== "create") continue;
    all += share;
    found.push({ ...cell, upTo: all });
  }
  return found;
}
