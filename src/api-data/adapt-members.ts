/** The steps by which what bodies hold fits the properties of the target, from the root down. Pure. */

import type { Property } from "../api-model/types.ts";
import type { Path } from "../lib/target-data/target-data.ts";
import { addedValue, hasRequired, type Places } from "./adapt-add.ts";
import { type AdaptContext, Draft, isAlike } from "./adapt-draft.ts";
import { type Match, matchMembers } from "./adapt-match.ts";
import { fitReference, tell } from "./adapt-reference.ts";
import { type Shape, shapeAround } from "./adapt-samples.ts";
import { changesFor, type Limits } from "./adapt-scalar.ts";

const UNKNOWN = "the target does not know it";

/** @returns why the bodies cannot be made to fit; undefined when they can, and `draft` says how */
export function fitMembers(
  shape: Shape,
  properties: readonly Property[],
  path: Path,
  draft: Draft,
  context: AdaptContext,
): string | undefined {
  const { matched, gone } = matchMembers(shape.members, properties, context.words);
  for (const name of gone) draft.remove([...path, name], UNKNOWN);
  const missing = new Set(properties.filter((each) => each.required || hasRequired(each, path.at(-1) ?? "")));
  const unfit = new Map<Property, string>();
  for (const match of matched) {
    const { name, property } = match;
    const inner = new Draft();
    const reason = fitMatch(match, shape.members.get(name) as Shape, path, inner, context);
    if (reason === undefined) {
      draft.take(inner);
      if (isAlways(name, shape, property, draft)) missing.delete(property);
    } else if (property.identity || (property.required && property.kind === "reference")) {
      return `${property.name}: ${reason}`;
    } else if (property.required) {
      draft.steps.push({ do: "remove", path: [...path, name] });
      unfit.set(property, reason);
    } else draft.remove([...path, name], reason);
  }
  const places = path.length > 0 ? new Map() : placesIn(matched, shape);
  const known = new Set(matched.map(({ property }) => property));
  for (const property of missing) {
    const reason = add(property, path, places, draft, context);
    // What some bodies have, and is only added to the others, is not worth a word.
    const where = [...path, property.name].join(".");
    if (reason === undefined && !known.has(property)) draft.texts.push(`${where} added: the target requires it`);
    const because = unfit.get(property);
    if (reason === undefined && because !== undefined) draft.texts.push(`${where} made anew: ${because}`);
    if (reason !== undefined && property.required) return because ?? reason;
  }
  return undefined;
}

/** A reference that only depends on what may be used makes that a need. */
function isAlways(name: string, { members, objects, full }: Shape, property: Property, draft: Draft): boolean {
  const member = members.get(name);
  if (member?.seen === objects) return true;
  if (property.kind !== "reference" || !property.required || member?.full.seen !== full.objects) return false;
  draft.needed.add(property.target);
  return true;
}

function add(property: Property, path: Path, places: Places, draft: Draft, context: AdaptContext): string | undefined {
  const added = addedValue(property, places, context);
  if ("reason" in added) return added.reason;
  const { recipe } = added;
  const place = [...path, property.name];
  draft.steps.push({ do: "add", path: place, value: recipe });
  if (!property.identity) return undefined;
  const fields = recipe.is === "object" ? recipe.members : [["", recipe] as const];
  for (const [name, value] of fields) {
    const where = [...place, ...(name === "" ? [] : [name])].join(".");
    if (value.is === "one-of") draft.origins.set(where, { changes: [], constant: value.values[0] ?? "" });
    else if (value.is === "same") draft.origins.set(where, { own: value.path, changes: [] });
  }
  return undefined;
}

/** Values of the root, and of references, that are in all bodies. */
function placesIn(matched: readonly Match[], shape: Shape): Places {
  const places = new Map<string, string>();
  for (const { name, property, by } of matched) {
    if (by !== undefined || shape.members.get(name)?.seen !== shape.objects) continue;
    if (property.kind === "scalar" || property.kind === "descriptor") places.set(property.name, property.name);
    if (property.kind !== "reference") continue;
    for (const key of property.keys) places.set(key.name, `${property.name}.${key.name}`);
  }
  return places;
}

function fitMatch(
  { name, property, by, member = "" }: Match,
  shape: Shape,
  path: Path,
  draft: Draft,
  context: AdaptContext,
): string | undefined {
  const to = property.name;
  const from = [...path, name];
  if (by !== undefined) {
    draft.steps.push({ do: by, path: from, member, to });
    const isWrapped = by === "wrap";
    draft.texts.push(
      isWrapped ? `${from.join(".")} -> ${to}[].${member}` : `${from.join(".")}[].${member} -> ${to} (of the first)`,
    );
    const inner = isWrapped ? shapeAround(member, shape) : (shape.members.get(member) as Shape);
    return fitValue(property, inner, [...path, to], from.join("."), draft, context);
  }
  if (name !== to) draft.steps.push({ do: "rename", path: from, to });
  if (name !== to && "properties" in property) draft.texts.push(`${from.join(".")} -> ${to}`);
  return fitValue(property, shape, [...path, to], from.join("."), draft, context);
}

/** @param own place in the dataset's body */
function fitValue(
  property: Property,
  shape: Shape,
  path: Path,
  own: string,
  draft: Draft,
  context: AdaptContext,
): string | undefined {
  switch (property.kind) {
    case "reference": {
      const { draft: inner, reason } = fitReference(shape, property, path, context);
      const isRenamed = own.split(".").at(-1) !== property.name;
      if (reason === undefined && isRenamed) draft.texts.push(`${own} -> ${property.name}`);
      draft.take(inner);
      return reason;
    }
    case "collection":
      if (shape.elements > (property.maxItems ?? shape.elements))
        return `it has more than ${property.maxItems} elements`;
      if (property.minItems !== undefined) return `it may have fewer than ${property.minItems} elements`;
      return fitMembers(shape, property.properties, path, draft, context);
    case "object":
      return fitMembers(shape, property.properties, path, draft, context);
    case "descriptor":
      return fitScalar({ type: "descriptor" }, shape, path, own, draft) ?? otherType(property, shape, context);
    default:
      return fitScalar(property, shape, path, own, draft);
  }
}

function fitScalar(limits: Limits, shape: Shape, path: Path, own: string, draft: Draft): string | undefined {
  const changes = changesFor(shape, limits);
  if (changes === undefined) return "its values do not fit the target";
  const name = path.at(-1) ?? "";
  for (const change of changes) draft.change(path, change);
  const isRenamed = own.split(".").at(-1) !== name;
  if (changes.length === 0 && !isRenamed) return undefined;
  if (draft.steps.some((step) => step.do === "wrap" || step.do === "unwrap")) tell(draft, name, name, changes);
  else tell(draft, own, name, changes);
  draft.origins.set(path.join("."), { own, changes });
  return undefined;
}

/** Values of another descriptor type than the target's, or of one that the target does not have. */
function otherType(
  { descriptor }: Extract<Property, { readonly kind: "descriptor" }>,
  { values }: Shape,
  { leftOut, valuesOf }: AdaptContext,
): string | undefined {
  const type = /(\w+)#/.exec(String([...values][0]))?.[1];
  if (type === undefined) return "its values are no descriptors";
  if (leftOut.has(type.toLowerCase())) return `the target has no ${type}`;
  // A type of which nothing is known is a guess from the name of the property.
  return isAlike(type, descriptor) || valuesOf(descriptor).length === 0 ? undefined : `it takes a ${descriptor}`;
}
