/** Create and delete operations. A VU deletes only items that it created. */

import { keyOf } from "../../lib/contracts/planned-items.ts";
import type { Outcome } from "../../lib/http/outcome.ts";
import type { MaybePromise } from "../../lib/maybe-promise.ts";
import { indexOf } from "../../lib/mix/choice.ts";
import type { OwnItem } from "../../lib/mix/own-items.ts";
import { type Key, makeChild, makeRoot, type NewItem, organizationOf, type Recipe } from "../../lib/mix/recipe.ts";
import type { Place } from "../../lib/mix/vu-plan.ts";
import { idOf, type Reply, withoutId } from "../http-client.ts";
import { itemCount, itemOf, namesOf, placeAt, templateOf } from "./known-items.ts";
import { isReadBack, readBackCreated, readBackDeleted } from "./read-back.ts";
import { conclude, request } from "./request.ts";
import { chance, own, plan, serial } from "./vu.ts";

const NOWHERE: Place = [0, 0];
/** Attempts to find a template for a child that its parent does not have yet. */
const TRIES = 8;

/**
 * Creates an item. If it needs a parent and this VU has none, creates the parent instead; a later iteration creates the
 * child. So a student is created, enrolled, and given sections and grades, one step per iteration.
 * @param replaced the resource that was to be created, and needs this one
 */
export function create(resource: string, replaced = ""): MaybePromise<void> {
  const { parent: needed, isTie } = recipeOf(resource);
  if (needed === "") return post(resource, newRoot(resource));
  let place: Place = NOWHERE;
  const parent = own.parent(needed, (owner) => {
    place = placeFor(resource, owner, replaced);
    return place[1] > 0;
  });
  // For further associations, a new person is enrolled instead of the same one again.
  const isTaken = replaced !== "" && isTie && (parent?.children ?? 0) > 0;
  const made = parent === undefined || isTaken ? undefined : newChild(resource, parent, place);
  return made === undefined ? create(needed, resource) : post(resource, made);
}

function post(resource: string, made: Made): MaybePromise<void> {
  return request(resource, "POST", "create", "", made.item.body, concludeCreate, made);
}

function concludeCreate(resource: string, { item, template, parent }: Made, reply: Reply): MaybePromise<void> {
  const id = idOf(reply);
  const outcome = outcomeOfCreate(reply.outcome, reply.repeats, id);
  const isOwn = outcome === "created";
  // If a web page came instead of an item, its text is the better message.
  const isNameless = outcome === "mismatched" && reply.outcome !== outcome;
  conclude(isNameless ? withoutId(reply) : reply, resource, "create", outcome, isOwn ? id : "", item.key);
  if (!isOwn) return undefined;
  own.add(resource, id, item.key, template, parent);
  return isReadBack() ? readBackCreated(resource, id, JSON.parse(item.key)) : undefined;
}

/**
 * After a repeat, an update means that the first request had created the item, and only its response was lost. Otherwise
 * it means that another item was overwritten, because keys are unique. A create without an ID counts as a mismatch: the
 * item could not be read back or deleted.
 */
function outcomeOfCreate(outcome: Outcome, repeats: number, id: string): Outcome {
  if (outcome === "created" || (outcome === "updated" && repeats > 0)) return id === "" ? "mismatched" : "created";
  return outcome === "updated" ? "overwrote" : outcome;
}

interface Made {
  readonly item: NewItem;
  readonly template: number;
  /** The item it belongs to. */
  readonly parent: OwnItem | undefined;
}

function recipeOf(resource: string): Recipe {
  return plan.recipes[resource] as Recipe;
}

function newRoot(resource: string): Made {
  const recipe = recipeOf(resource);
  const count = itemCount(resource);
  const template = count === 0 ? 0 : indexOf(chance, 2, count);
  const item = makeRoot(templateOf(recipe.first, template), recipe, serial);
  return { item, template, parent: undefined };
}

/** The key that `keyOfOwn` parsed last. */
let parsed: { readonly owner: OwnItem; readonly key: Key } | undefined;

/** Cached, because it is needed twice in a row: for a place, then for a child. */
function keyOfOwn(owner: OwnItem): Key {
  if (parsed?.owner !== owner) parsed = { owner, key: JSON.parse(owner.key) };
  return parsed.key;
}

/** The range of loaded items that can be templates for this owner's new item: those of the owner's school. */
function placeFor(resource: string, owner: OwnItem, replaced: string): Place {
  if (recipeOf(owner.endpoint).isTie) return placeAt(organizationOf(keyOfOwn(owner)), resource) ?? NOWHERE;
  const all: Place = [0, itemCount(resource)];
  if (replaced === "" || !recipeOf(resource).isTie) return all;
  // A school that has items of the replaced resource.
  const item = itemOf(replaced, indexOf(chance, 2, itemCount(replaced)));
  return placeAt(organizationOf(keyOf(namesOf(replaced), item)), resource) ?? all;
}

/** Undefined if the parent already has a child with each key that was tried. */
function newChild(resource: string, parent: OwnItem, place: Place): Made | undefined {
  const recipe = recipeOf(resource);
  const { perParent } = recipe;
  const parentKey = keyOfOwn(parent);
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const chosen = place[0] + indexOf(chance, 3 + attempt, place[1]);
    const template = perParent === 0 ? chosen : perParent * parent.template + (chosen % perParent);
    const item = makeChild(templateOf(recipe.first, template), recipe, parentKey);
    const key = resource + item.key;
    if (parent.used.includes(key)) continue;
    parent.used.push(key);
    return { item, template, parent };
  }
  return undefined;
}

export function remove(item: OwnItem): MaybePromise<void> {
  return request(item.endpoint, "DELETE", "delete", `/${item.id}`, undefined, concludeRemove, item);
}

function concludeRemove(resource: string, item: OwnItem, reply: Reply): MaybePromise<void> {
  const { id, key } = item;
  const { outcome, repeats } = reply;
  // After a repeat, 404 means that the first request had deleted the item, and only its response was lost.
  const isGone = outcome === "deleted" || (outcome === "not-found" && repeats > 0);
  // No other client deletes items of this run, so the create was lost.
  const isLost = outcome === "not-found" && !isGone;
  conclude(reply, resource, "delete", isGone ? "deleted" : isLost ? "lost-write" : outcome, id, key);
  if (!isGone) return undefined;
  own.deleted(item);
  return isReadBack() ? readBackDeleted(resource, id, JSON.parse(key)) : undefined;
}
