/**
 * The query parameters that select resources by their own values: every root-level scalar and
 * descriptor, every key field of a root-level reference, and `id`. Values inside collections and
 * inline objects cannot be queried.
 *
 * A key field is called as in the reference (`schoolId`), after the role where the reference has one
 * (`nextYearSchoolId`), and after the reference where something unrelated holds the plain name.
 * Values that must agree inside one body share one name.
 */
import { upperFirst } from "./names.ts";
import type { Property, ReferenceProperty, ResourceModel, ScalarType } from "./types.ts";

export interface QueryField {
  readonly name: string;
  /** Where the value stands in a body: `$.schoolReference.schoolId`. A required place where there is one. */
  readonly path: string;
  /** `path` and the other places that hold the same value. */
  readonly paths: readonly string[];
  readonly type: ScalarType | "descriptor";
  readonly maxLength?: number;
  readonly identity: boolean;
}

/** By name in lower case, as the server compares parameter names without regard to case. */
export function queryFields(resource: ResourceModel): ReadonlyMap<string, QueryField> {
  const fields = new Map<string, QueryField>();
  fields.set("id", { name: "id", path: "$.id", paths: ["$.id"], type: "string", identity: false });
  const classes = unify(
    resource.properties.flatMap((property) => places(property)),
    resource.equalities,
  );
  for (const members of classes.toSorted((a, b) => rank(a) - rank(b))) {
    const first = members[0];
    if (first === undefined) continue;
    const plain = shortest(members.map((place) => place.name));
    const name = fields.has(plain.toLowerCase()) ? first.longName : plain;
    fields.set(name.toLowerCase(), {
      name,
      path: first.path,
      paths: members.map((place) => place.path),
      type: first.type,
      ...(first.maxLength === undefined ? {} : { maxLength: first.maxLength }),
      identity: members.some((place) => place.identity),
    });
  }
  return fields;
}

/** One queryable value in a body. */
interface Place {
  readonly name: string;
  /** The name when `name` is taken. */
  readonly longName: string;
  readonly path: string;
  readonly type: ScalarType | "descriptor";
  readonly maxLength?: number;
  readonly required: boolean;
  readonly identity: boolean;
  readonly own: boolean;
}

function places(property: Property): Place[] {
  const { name, required, identity } = property;
  if (property.kind === "reference") return property.keys.map((key) => keyPlace(property, key));
  if (property.kind !== "scalar" && property.kind !== "descriptor") return [];
  const type = property.kind === "scalar" ? property.type : "descriptor";
  const maxLength = property.kind === "scalar" ? property.maxLength : 306;
  return [
    {
      name,
      longName: name,
      path: `$.${name}`,
      type,
      required,
      identity,
      own: true,
      ...(maxLength === undefined ? {} : { maxLength }),
    },
  ];
}

function keyPlace(reference: ReferenceProperty, key: ReferenceProperty["keys"][number]): Place {
  return {
    name: prefixed(reference.role ?? "", key.name),
    longName: prefixed(reference.name.slice(0, -"Reference".length), key.name),
    path: `$.${reference.name}.${key.name}`,
    type: key.type,
    ...(key.maxLength === undefined ? {} : { maxLength: key.maxLength }),
    required: reference.required,
    identity: reference.identity,
    own: false,
  };
}

/** A field that already begins with the prefix keeps its name: program + programName -> `programName`. */
function prefixed(prefix: string, field: string): string {
  if (prefix === "" || field.toLowerCase().startsWith(prefix.toLowerCase())) return field;
  return prefix + upperFirst(field);
}

/** Groups places whose values must agree; within a group the surest place comes first. */
function unify(all: readonly Place[], equalities: ResourceModel["equalities"]): Place[][] {
  const groupOf = new Map(all.map((place) => [place.path, [place]]));
  for (const [left, right] of equalities) {
    const a = groupOf.get(left);
    const b = groupOf.get(right);
    if (a === undefined || b === undefined || a === b) continue;
    a.push(...b);
    for (const place of b) groupOf.set(place.path, a);
  }
  return [...new Set(groupOf.values())].map((group) => group.toSorted((a, b) => rank([a]) - rank([b])));
}

/** Precedence for a plain name that several fields could have: own fields, the identity, what is required. */
function rank(group: readonly Place[]): number {
  if (group.some((place) => place.own)) return 0;
  if (group.some((place) => place.identity)) return 1;
  return group.some((place) => place.required) ? 2 : 3;
}

function shortest(names: readonly string[]): string {
  return names.reduce((best, name) => (name.length < best.length ? name : best));
}
