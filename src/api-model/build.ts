/** Turns what the notation says into the model: resolves references, item types, endpoints and identities. */
import { endpointName, memberSchema } from "./names.ts";
import type { Draft, DraftGroup, DraftProperty, DraftResource } from "./notation.ts";
import { type KeyTable, keyTable } from "./reference-keys.ts";
import type { Model, Property, ReferenceKeyField, ResourceModel } from "./types.ts";

/**
 * @param base where the draft refers to resources that it does not define
 * @throws Error for a name that neither defines
 */
export function buildResources(draft: Draft, base?: Model): ResourceModel[] {
  const keys = keyTable(draft, base);
  return draft.resources.map((resource) => ({
    project: resource.project,
    endpoint: resource.endpoint || endpointName(resource.name),
    name: resource.name,
    isDescriptor: false,
    ...(resource.subclassOf === undefined
      ? {}
      : { subclassOf: resource.subclassOf, abstractKeys: abstractKeys(resource, keys) }),
    allowIdentityUpdates: resource.allowIdentityUpdates,
    domains: resource.domains,
    properties: buildMembers(resource.members, { draft, keys, owner: resource.name, root: true }),
    identity: keys.identity(resource),
    referenceKeys: keys.fields(resource.name),
    equalities: resource.equalities,
  }));
}

/** The key fields of the draft's abstract resources. */
export function abstractFields(draft: Draft): Map<string, readonly ReferenceKeyField[]> {
  const keys = keyTable(draft);
  return new Map([...draft.abstracts.keys()].map((name) => [name, keys.fields(name)]));
}

/** @param resources all resources and descriptors, in model order. */
export function indexModel(resources: readonly ResourceModel[], abstracts: Model["abstracts"] = new Map()): Model {
  const subclasses = new Map<string, ResourceModel[]>();
  for (const resource of resources) {
    if (resource.subclassOf === undefined) continue;
    subclasses.set(resource.subclassOf, [...(subclasses.get(resource.subclassOf) ?? []), resource]);
  }
  return {
    resources,
    byEndpoint: new Map(resources.map((each) => [`${each.project}/${each.endpoint}`.toLowerCase(), each])),
    byName: new Map(resources.map((each) => [each.name, each])),
    subclasses,
    abstracts,
  };
}

export interface BuildContext {
  readonly draft: Draft;
  readonly keys: KeyTable;
  /** Resource that the members belong to; item types are named after it. */
  readonly owner: string;
  readonly root: boolean;
}

export function buildMembers(members: readonly DraftProperty[], context: BuildContext): Property[] {
  return members.map((member) => property(member, context));
}

function property(member: DraftProperty, context: BuildContext): Property {
  const { name, required, marks, type } = member;
  const identity = context.root && member.identity;
  switch (type.kind) {
    case "scalar":
      return { name, required, identity, ...marks, ...type };
    case "descriptor":
      return { name, required, identity, ...marks, ...type };
    case "reference":
      return { name, required, identity, ...marks, ...type, keys: context.keys.fields(type.target) };
    default:
      return group(member, type, context);
  }
}

function group(member: DraftProperty, type: DraftGroup, context: BuildContext): Property {
  const { name, required, marks } = member;
  const schema = type.schema || memberSchema(context.owner, name, type.kind);
  const members = type.members.length > 0 ? type.members : context.draft.items.get(type.schema);
  if (members === undefined) throw new Error(`Resource model: ${context.owner}.${name} has no members.`);
  const inner: BuildContext = { ...context, root: false };
  const properties = buildMembers(members, inner);
  if (type.kind === "object") return { kind: "object", name, required, identity: false, ...marks, properties, schema };
  return {
    kind: "collection",
    name,
    required,
    identity: false,
    properties,
    schema,
    itemIdentity: itemIdentity(members, context),
    ...(type.minItems === undefined ? {} : { minItems: type.minItems }),
    ...(type.maxItems === undefined ? {} : { maxItems: type.maxItems }),
  };
}

function itemIdentity(members: readonly DraftProperty[], context: BuildContext): string[] {
  return members
    .filter((member) => member.identity)
    .flatMap(({ name, type }) =>
      type.kind === "reference"
        ? context.keys.fields(type.target).map((key) => `$.${name}.${key.name}`)
        : [`$.${name}`],
    );
}

/** A subclass answers to the abstract key under the same name, or with its only key field. */
function abstractKeys(resource: DraftResource, keys: KeyTable): Map<string, string> {
  const own = keys.fields(resource.name);
  return new Map(
    keys.fields(resource.subclassOf ?? "").map((field) => {
      const match = own.find((each) => each.name === field.name) ?? (own.length === 1 ? own[0] : undefined);
      const path = match?.targetPaths[0];
      if (path === undefined)
        throw new Error(`Resource model: ${resource.name} lacks ${field.name} of ${resource.subclassOf}.`);
      return [field.name, path];
    }),
  );
}
