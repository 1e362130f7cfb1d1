/** Which member of a body is which property of the target: by name, or by meaning where names moved. Pure. */

import type { CollectionProperty, Property, ReferenceProperty } from "../api-model/types.ts";
import { isAlike, type Word } from "./adapt-draft.ts";
import type { Shape } from "./adapt-samples.ts";
import { renamed } from "./renamed.ts";

export interface Match {
  /** As in the body. */
  readonly name: string;
  readonly property: Property;
  /** Absent: the same kind of value. */
  readonly by?: "unwrap" | "wrap";
  /** Of the list's elements. */
  readonly member?: string;
}

export interface Matches {
  readonly matched: readonly Match[];
  /** Names that the target does not know. */
  readonly gone: readonly string[];
}

export function matchMembers(
  members: ReadonlyMap<string, Shape>,
  properties: readonly Property[],
  words: readonly Word[] = [],
): Matches {
  const gone = new Map(members);
  const open = new Set(properties);
  const matched: Match[] = [];
  const take = (match: Match | undefined): void => {
    if (match === undefined) return;
    matched.push(match);
    gone.delete(match.name);
    open.delete(match.property);
  };
  const isRenamed = (a: string, b: string): boolean => isAlike(renamed(a, words), b);
  for (const isSame of [(a: string, b: string) => a === b, isAlike, isRenamed]) {
    for (const property of properties.filter((each) => open.has(each))) {
      const name = [...gone.keys()].find((each) => isSame(each, property.name) && isSameKind(members, each, property));
      take(name === undefined ? undefined : { name, property });
    }
  }
  // What must be there chooses first.
  for (const property of [...open].sort((a, b) => Number(b.required) - Number(a.required)))
    take(byMeaning(gone, property));
  return { matched, gone: [...gone.keys()] };
}

function isSameKind(members: ReadonlyMap<string, Shape>, name: string, { kind }: Property): boolean {
  const { isList, members: inner } = members.get(name) as Shape;
  if (kind === "collection") return isList;
  return !isList && (kind === "object" || kind === "reference") === inner.size > 0;
}

function byMeaning(gone: ReadonlyMap<string, Shape>, property: Property): Match | undefined {
  const names = [...gone.keys()];
  const found = (name: string | undefined): Match | undefined => (name === undefined ? undefined : { name, property });
  switch (property.kind) {
    case "reference":
      return found(nearestReference(gone, property));
    case "collection": {
      const list = property.required
        ? names.find((name) => gone.get(name)?.isList && holdsAlike(gone.get(name), property))
        : undefined;
      return found(list) ?? wrapped(names, property);
    }
    case "object":
      return property.required
        ? found(names.find((name) => !gone.get(name)?.isList && holdsAlike(gone.get(name), property)))
        : undefined;
    default:
      return unwrapped(gone, property) ?? (property.required ? found(nearestValue(gone, property)) : undefined);
  }
}

function holdsAlike(shape: Shape | undefined, property: Property): boolean {
  if (shape === undefined || shape.members.size === 0 || !("properties" in property)) return false;
  const needed = property.properties.filter((each) => each.required);
  return (
    needed.length > 0 && needed.every((each) => [...shape.members.keys()].some((name) => isAlike(name, each.name)))
  );
}

/** `academicSubjects[].academicSubjectDescriptor` -> `academicSubjectDescriptor` */
function unwrapped(gone: ReadonlyMap<string, Shape>, property: Property): Match | undefined {
  for (const [name, { isList, members }] of gone) {
    if (!isList || (members.size > 1 && !property.required)) continue;
    const member = [...members.keys()].find((each) => isAlike(each, property.name));
    if (member !== undefined) return { name, property, by: "unwrap", member };
  }
  return undefined;
}

/** The reverse, where an element is nothing but the value, or the list must be there. */
function wrapped(names: readonly string[], property: CollectionProperty): Match | undefined {
  const needed = property.properties.filter((each) => each.required);
  if (needed.length > 1 && !property.required) return undefined;
  for (const { name: member } of needed) {
    const name = names.find((each) => isAlike(each, member));
    if (name !== undefined) return { name, property, by: "wrap", member };
  }
  return undefined;
}

const REFERENCE = "reference";

/** Of references with the same suffix, or to the same resource, the one with the most fields in common. */
function nearestReference(gone: ReadonlyMap<string, Shape>, property: ReferenceProperty): string | undefined {
  const names = [...gone].flatMap(([name, shape]) => {
    if (shape.isList || !name.toLowerCase().endsWith(REFERENCE)) return [];
    const fields = [...shape.members.keys()];
    const missing = property.keys.filter((key) => !fields.some((each) => isAlike(each, key.name))).length;
    const more = fields.length - (property.keys.length - missing);
    const isNamedAlike = endsAlike(name, property.name) || endsAlike(name, `${property.target}${REFERENCE}`);
    const isSame = missing === 0 && more === 0 && (fields.length > 1 || property.required);
    const isNear = isNamedAlike && missing + more < fields.length + property.keys.length;
    return isSame || isNear ? [{ name, distance: missing + more + (isNamedAlike ? 0 : 1) }] : [];
  });
  return names.sort((a, b) => a.distance - b.distance)[0]?.name;
}

function endsAlike(a: string, b: string): boolean {
  return a.toLowerCase().endsWith(b.toLowerCase()) || b.toLowerCase().endsWith(a.toLowerCase());
}

/** Words that say what a value is and not of what. */
const GENERAL =
  /^(name|title|sequence|number|code|id|identifier|identification|unique|type|description|date|time|begin|end|start|value|descriptor|is|of|total)$/;

/** `gradingPeriodName` for `periodSequence`; a descriptor for one of its type. */
function nearestValue(gone: ReadonlyMap<string, Shape>, property: Property): string | undefined {
  const wanted = wordsOf(property.name);
  const ranked = [...gone].flatMap(([name, { isList, members, values }]) => {
    if (isList || members.size > 0) return [];
    const [value] = values;
    const type = /(\w+)#/.exec(String(value))?.[1];
    if (property.kind === "descriptor")
      return type !== undefined && isAlike(type, property.descriptor) ? [{ name, common: 1 }] : [];
    const common = type === undefined ? wordsOf(name).filter((word) => wanted.includes(word)).length : 0;
    return common > 0 ? [{ name, common }] : [];
  });
  return ranked.sort((a, b) => b.common - a.common)[0]?.name;
}

function wordsOf(name: string): string[] {
  const words = name.split(/(?=[A-Z])/).map((word) => word.toLowerCase());
  return words.filter((word) => !GENERAL.test(word));
}
