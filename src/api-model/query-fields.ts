/**
 * The query parameters that select resources by their own values: every root-level scalar and
 * descriptor, every key field of a root-level reference, and `id`. Values inside collections and
 * inline objects cannot be queried.
 *
 * A key field is called as in references to this resource, or else as in its own reference (`schoolId`),
 * after the role where the reference has one (`nextYearSchoolId`), and after the reference where something
 * unrelated holds the plain name. Values that must agree inside one body share one name, unless references
 * to this resource carry them apart.
 */
import { prefixed } from "./names.ts";
import type { Property, ReferenceProperty, ResourceModel, ScalarType } from "./types.ts";

export interface QueryField {
  readonly name: string;
  /** Where the value stands in a body: `$.schoolReference.schoolId`. A required place where there is one. */
  readonly path: string;
  /** `path` and the other places that hold the same value. */
  readonly paths: readonly string[];
  readonly type: ScalarType | "descriptor";
  readonly minLength?: number;
  readonly maxLength?: number;
  /** 32 or 64, for integers. */
  readonly bits?: 32 | 64;
  readonly identity: boolean;
  /** Part of a natural key: of this resource, or of one that it refers to. DMS takes a school year for no key there. */
  readonly keyed: boolean;
}

/** By name in lower case, as the server compares parameter names without regard to case. */
export function queryFields(resource: ResourceModel): ReadonlyMap<string, QueryField> {
  const fields = new Map<string, QueryField>();
  fields.set("id", { name: "id", path: "$.id", paths: ["$.id"], type: "string", ...NO_KEY });
  const own = ownKeyNames(resource);
  const classes = unify(
    resource.properties.flatMap((property) => places(property, own)),
    resource.equalities.filter(
      ([left, right]) => !(own.has(left) && own.has(right) && own.get(left) !== own.get(right)),
    ),
  );
  for (const members of [...classes].sort((a, b) => rank(a) - rank(b))) {
    const first = members[0];
    if (first === undefined) continue;
    const plain = shortest(members.map((place) => place.name));
    const name = fields.has(plain.toLowerCase()) ? first.longName : plain;
    fields.set(name.toLowerCase(), {
      ...first.value,
      name,
      path: first.path,
      paths: members.map((place) => place.path),
      identity: members.some((place) => place.identity),
      keyed: first.keyed,
    });
  }
  return fields;
}

const NO_KEY = { identity: false, keyed: false };

/** Path -> name of the field of references to the resource that carries the value. */
function ownKeyNames({ referenceKeys }: ResourceModel): ReadonlyMap<string, string> {
  return new Map(referenceKeys.flatMap(({ name, targetPaths: [path] }) => (path === undefined ? [] : [[path, name]])));
}

/** One queryable value in a body. */
interface Place {
  readonly name: string;
  /** The name when `name` is taken. */
  readonly longName: string;
  readonly path: string;
  readonly value: Pick<QueryField, "type" | "minLength" | "maxLength" | "bits">;
  readonly required: boolean;
  readonly identity: boolean;
  readonly keyed: boolean;
  readonly own: boolean;
}

function places(property: Property, own: ReadonlyMap<string, string>): Place[] {
  const { name, required, identity } = property;
  if (property.kind === "reference") return property.keys.map((key) => keyPlace(property, key, own));
  if (property.kind !== "scalar" && property.kind !== "descriptor") return [];
  const value = property.kind === "scalar" ? queryValue(property) : { type: "descriptor" as const, maxLength: 306 };
  return [{ name, longName: name, path: `$.${name}`, value, required, identity, keyed: identity, own: true }];
}

function keyPlace(
  reference: ReferenceProperty,
  key: ReferenceProperty["keys"][number],
  own: ReadonlyMap<string, string>,
): Place {
  const path = `$.${reference.name}.${key.name}`;
  return {
    name: own.get(path) ?? prefixed(reference.role ?? "", key.name),
    longName: prefixed(reference.name.slice(0, -"Reference".length), key.name),
    path,
    value: queryValue(key),
    required: reference.required,
    identity: reference.identity,
    keyed: reference.identity || reference.target !== "SchoolYearType",
    own: false,
  };
}

function queryValue({ type, minLength, maxLength, bits }: Place["value"]): Place["value"] {
  return {
    type,
    ...(minLength === undefined ? {} : { minLength }),
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(bits === undefined ? {} : { bits }),
  };
}

/** Groups places whose values must agree; within a group the surest place comes first, of equal ones the last, as in DMS. */
function unify(all: readonly Place[], equalities: ResourceModel["equalities"]): Place[][] {
  const groupOf = new Map(all.map((place) => [place.path, [place]]));
  for (const [left, right] of equalities) {
    const a = groupOf.get(left);
    const b = groupOf.get(right);
    if (a === undefined || b === undefined || a === b) continue;
    a.push(...b);
    for (const place of b) groupOf.set(place.path, a);
  }
  return [...new Set(groupOf.values())].map((group) => [...group].reverse().sort((a, b) => rank([a]) - rank([b])));
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
