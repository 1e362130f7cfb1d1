/** Writing operations: new items, real changes of loaded ones, and deletes of items that this VU created. */

import { PREPARE } from "../../lib/contracts/journal/operation-line.ts";
import { keyOf, keyOrId, type PlannedItem } from "../../lib/contracts/planned-items.ts";
import type { Cell } from "../../lib/contracts/readwrite-plan.ts";
import { changeableProperty } from "../../lib/data/change.ts";
import type { JsonRecord } from "../../lib/edfi/json.ts";
import type { Outcome } from "../../lib/http/outcome.ts";
import { after, type MaybePromise } from "../../lib/maybe-promise.ts";
import { indexOf } from "../../lib/mix/choice.ts";
import type { OwnItem } from "../../lib/mix/own-items.ts";
import { type Key, makeChild, makeRoot, type NewItem, organizationOf, type Recipe } from "../../lib/mix/recipe.ts";
import { updateBody } from "../../lib/mix/update-body.ts";
import { exchange } from "../exchange.ts";
import { idOf } from "../http-client.ts";
import type { Place } from "./plan.ts";
import { isReadBack, readBackCreated, readBackDeleted, readBackUpdated } from "./read-back.ts";
import { pickItem, readItem } from "./reads.ts";
import { conclude, concludeExchange, type Turn, turnCall } from "./turn.ts";

const NOWHERE: Place = [0, 0];
/** Attempts to find a loaded item from which a parent gets another child. */
const TRIES = 8;
/** An update that loses so many races in a row gives up. */
const MOST_RACES = 200;

/**
 * Where this VU has no parent for a child, it creates the parent instead; a later iteration creates the child. So a
 * student is created, enrolled and given sections and grades, one step per iteration, as an information system does it.
 * @param replaced what is not created yet, because it requires the resource
 */
export function create(turn: Turn, resource: string, replaced = ""): MaybePromise<void> {
  const { parent: needed, isTie } = recipeOf(turn, resource);
  if (needed === "") return post(turn, resource, newRoot(turn, resource), undefined);
  let place: Place = NOWHERE;
  const parent = turn.own.parent(needed, (owner) => {
    place = placeFor(turn, resource, owner, replaced);
    return place[1] > 0;
  });
  // Nobody is enrolled once more to have room for further associations: a new person is.
  const isTaken = replaced !== "" && isTie && (parent?.children ?? 0) > 0;
  const made = parent === undefined || isTaken ? undefined : newChild(turn, resource, parent, place);
  return made === undefined ? create(turn, needed, resource) : post(turn, resource, made, parent);
}

function post(turn: Turn, resource: string, made: Made, parent: OwnItem | undefined): MaybePromise<void> {
  return after(exchange(turn.session, turnCall(turn, resource, "create"), made.item.body), (result) => {
    const { reply, repeats } = result;
    const id = idOf(reply);
    const outcome = outcomeOfCreate(reply.outcome, repeats, id);
    const isOwn = outcome === "created";
    concludeExchange(turn, result, { resource, op: "create", outcome, id: isOwn ? id : "", keyText: made.item.key });
    if (!isOwn) return undefined;
    turn.own.add(resource, id, made.item.key, made.template, parent);
    return isReadBack(turn) ? readBackCreated(turn, resource, id, JSON.parse(made.item.key)) : undefined;
  });
}

/**
 * A repeat finds what the first request made before its answer was lost. Without one nobody else has the key: another
 * item was overwritten. What was made without an id could never be read back or taken away.
 */
function outcomeOfCreate(outcome: Outcome, repeats: number, id: string): Outcome {
  if (outcome === "created" || (outcome === "updated" && repeats > 0)) return id === "" ? "mismatched" : "created";
  return outcome === "updated" ? "overwrote" : outcome;
}

interface Made {
  readonly item: NewItem;
  readonly template: number;
}

function recipeOf({ plan }: Turn, resource: string): Recipe {
  return plan.recipes[resource] as Recipe;
}

function newRoot(turn: Turn, resource: string): Made {
  const { plan, serial } = turn;
  const recipe = recipeOf(turn, resource);
  const count = plan.itemCount(resource);
  const template = count === 0 ? 0 : indexOf(serial, 2, count);
  return { item: makeRoot(plan.template(recipe, template), recipe, serial), template };
}

/** Where the loaded items are that one for this owner can be made after: those of the owner's school. */
function placeFor(turn: Turn, resource: string, owner: OwnItem, replaced: string): Place {
  const { plan, serial } = turn;
  if (recipeOf(turn, owner.endpoint).isTie)
    return plan.place(organizationOf(JSON.parse(owner.key)), resource) ?? NOWHERE;
  const all: Place = [0, plan.itemCount(resource)];
  if (replaced === "" || !recipeOf(turn, resource).isTie) return all;
  // A school where there is some of what is wanted.
  const item = plan.item(replaced, indexOf(serial, 2, plan.itemCount(replaced)));
  return plan.place(organizationOf(keyOf(item)), resource) ?? all;
}

/** Undefined when the parent has a child of every key that was tried. */
function newChild(turn: Turn, resource: string, parent: OwnItem, place: Place): Made | undefined {
  const { plan, serial } = turn;
  const recipe = recipeOf(turn, resource);
  const { perParent } = recipe;
  const parentKey = JSON.parse(parent.key) as Key;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const chosen = place[0] + indexOf(serial, 3 + attempt, place[1]);
    const template = perParent === 0 ? chosen : perParent * parent.template + (chosen % perParent);
    const item = makeChild(plan.template(recipe, template), recipe, parentKey);
    const key = resource + item.key;
    if (parent.used.includes(key)) continue;
    parent.used.push(key);
    return { item, template };
  }
  return undefined;
}

/** Reads the item, changes one property and sends the whole. */
export function update(turn: Turn, cell: Cell): MaybePromise<void> {
  return attemptUpdate(turn, cell, pickItem(turn, cell.resource), 0, undefined);
}

/** @param uncertain what was sent when an answer was lost and its repeat lost the race, perhaps against itself */
function attemptUpdate(
  turn: Turn,
  cell: Cell,
  item: PlannedItem,
  races: number,
  uncertain: unknown,
): MaybePromise<void> {
  const { resource } = cell;
  const { id } = item;
  const isCounting = cell.change === "counter";
  return after(readItem(turn, resource, item, PREPARE), (read) => {
    const body = read === undefined ? undefined : updateBody(resource, read, turn.serial, isCounting);
    if (read === undefined || body === undefined) return undefined;
    const property = changeableProperty(resource)?.property ?? "";
    const about = { resource, op: "update", id, item };
    if (uncertain !== undefined && read[property] === uncertain)
      return conclude(turn, { ...about, outcome: "updated", requests: 0, status: 0, body: "", bin: "" });
    const call = turnCall(turn, resource, "update");
    const guarded = turn.plan.ifMatch ? { ...call, headers: { "If-Match": etagOf(read) } } : call;
    return after(exchange(turn.session, guarded, JSON.stringify(body), call.url + id), (result) => {
      const { reply, repeats } = result;
      const hasLost = reply.outcome === "precondition-failed";
      concludeExchange(turn, result, {
        ...about,
        outcome: hasLost && races >= MOST_RACES ? "conflict" : reply.outcome,
      });
      if (reply.outcome === "updated" && isReadBack(turn)) {
        return readBackUpdated(turn, { resource, op: "update", id, key: keyOrId(item) }, read, body, isCounting);
      }
      if (!hasLost || races >= MOST_RACES) return undefined;
      return attemptUpdate(turn, cell, item, races + 1, repeats > 0 ? body[property] : undefined);
    });
  });
}

function etagOf(item: JsonRecord): string {
  const etag = String(item._etag ?? "*");
  return etag === "*" || etag.startsWith('"') ? etag : `"${etag}"`;
}

export function remove(turn: Turn, item: OwnItem): MaybePromise<void> {
  const { endpoint: resource, id, key } = item;
  const call = turnCall(turn, resource, "remove");
  return after(exchange(turn.session, call, undefined, call.url + id), (result) => {
    const { reply, repeats } = result;
    // A repeat finds nothing where the first request did its work before its answer was lost.
    const isGone = reply.outcome === "deleted" || (reply.outcome === "not-found" && repeats > 0);
    // Nobody else deletes what this run created: it was never kept.
    const isLost = reply.outcome === "not-found" && !isGone;
    const outcome = isGone ? "deleted" : isLost ? "lost-write" : reply.outcome;
    concludeExchange(turn, result, { resource, op: "delete", outcome, id, keyText: key });
    if (!isGone) return undefined;
    turn.own.deleted(item);
    return isReadBack(turn) ? readBackDeleted(turn, resource, id, JSON.parse(key)) : undefined;
  });
}
