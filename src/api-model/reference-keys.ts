/**
 * The fields inside a reference: the target's natural key, flattened through its own references and
 * with equal values named once. Ed-Fi calls this key unification.
 */
import type { Draft, DraftProperty, DraftResource } from "./notation.ts";
import type { Model, ReferenceKeyField } from "./types.ts";

/** A key field without the paths it has in the target. */
type Leaf = Omit<ReferenceKeyField, "name" | "targetPaths">;

export interface KeyTable {
  /** Key fields of a resource or abstract resource, sorted by name. */
  readonly fields: (target: string) => readonly ReferenceKeyField[];
  /** Flattened identity paths of a resource, sorted. */
  readonly identity: (resource: DraftResource) => readonly string[];
}

/**
 * @param base where the draft refers to resources that it does not define
 * @throws Error for a reference to an unknown resource and for keys that contain themselves
 */
export function keyTable(draft: Draft, base?: Model): KeyTable {
  const byName = new Map(draft.resources.map((resource) => [resource.name, resource]));
  const known = new Map<string, readonly ReferenceKeyField[]>();
  const open = new Set<string>();

  function fields(target: string): readonly ReferenceKeyField[] {
    const found = known.get(target);
    if (found !== undefined) return found;
    if (open.has(target)) throw new Error(`Resource model: the key of ${target} contains itself.`);
    open.add(target);
    const resource = byName.get(target);
    const made = resource === undefined ? outerFields(target) : resourceFields(resource, leaves(resource.members));
    open.delete(target);
    known.set(target, made);
    return made;
  }

  function outerFields(target: string): readonly ReferenceKeyField[] {
    const elsewhere = base?.byName.get(target)?.referenceKeys ?? base?.abstracts?.get(target);
    if (elsewhere !== undefined) return elsewhere;
    const members = draft.abstracts.get(target);
    if (members === undefined) throw new Error(`Resource model: a reference names the unknown resource ${target}.`);
    return members.map((member) => ({ name: member.name, ...leaf(member), targetPaths: [] })).sort(byFieldName);
  }

  function leaves(members: readonly DraftProperty[]): Map<string, Leaf> {
    const found = new Map<string, Leaf>();
    for (const member of members.filter((each) => each.identity)) {
      if (member.type.kind !== "reference") found.set(`$.${member.name}`, leaf(member));
      else
        for (const field of fields(member.type.target))
          found.set(`$.${member.name}.${field.name}`, withoutPaths(field));
    }
    return found;
  }

  return { fields, identity: (resource) => [...leaves(resource.members).keys()].sort() };
}

function resourceFields(resource: DraftResource, leaves: ReadonlyMap<string, Leaf>): readonly ReferenceKeyField[] {
  const named = new Map([...resource.keys].map(([field, path]) => [path, field]));
  const paths = new Map<string, string[]>();
  for (const path of leaves.keys()) {
    const field = named.get(path) ?? path.slice(path.lastIndexOf(".") + 1);
    paths.set(field, [...(paths.get(field) ?? []), path]);
  }
  return [...paths]
    .map(([name, own]) => ({
      name,
      ...(leaves.get(own[0] ?? "") as Leaf),
      targetPaths: unified(own, resource.equalities),
    }))
    .sort(byFieldName);
}

/** The paths and all root-level paths that must agree with one of them, own paths first. */
function unified(own: readonly string[], equalities: readonly (readonly [string, string])[]): readonly string[] {
  const all = [...own];
  for (const path of all) {
    for (const pair of equalities) {
      const other = pair[0] === path ? pair[1] : pair[1] === path ? pair[0] : undefined;
      if (other !== undefined && !other.includes("[*]") && !all.includes(other)) all.push(other);
    }
  }
  return all;
}

/** A school year itself may be any; only references to it are bounded. */
const REFERENCED_YEARS = { minimum: 1900, maximum: 2100 };

function leaf(member: DraftProperty): Leaf {
  if (member.type.kind === "descriptor")
    return { type: "descriptor", maxLength: 306, descriptor: member.type.descriptor };
  if (member.type.kind !== "scalar") throw new Error(`Resource model: ${member.name} cannot be part of a key.`);
  const { kind: _kind, precision: _precision, scale: _scale, multipleOf, pattern, values, ...rest } = member.type;
  return member.name === "schoolYear" ? { ...rest, ...REFERENCED_YEARS } : rest;
}

function withoutPaths(field: ReferenceKeyField): Leaf {
  const { name: _name, targetPaths: _paths, ...rest } = field;
  return rest;
}

function byFieldName(a: ReferenceKeyField, b: ReferenceKeyField): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
