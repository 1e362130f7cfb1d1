/**
 * Adds the resources of an Ed-Fi OpenAPI document to a model, so that the sandbox can serve what it
 * does not know by heart: extensions, other versions. Resources that the model has stay as they are
 * and gain only `_ext` parts. A document does not say everything: decimals keep no precision, item
 * identities are known where they are marked or obvious, and descriptor types follow from names.
 */
import { buildMembers, buildResources, indexModel } from "./build.ts";
import { descriptorResource } from "./descriptor-resource.ts";
import { upperFirst } from "./names.ts";
import type { Draft, DraftProperty, DraftResource } from "./notation.ts";
import {
  isDescriptorEndpoint,
  isReference,
  modelProperties,
  type OpenApiDocument,
  plainProject,
  type ServedResource,
  splitName,
  type Unreadable,
} from "./openapi-document.ts";
import { type DraftContext, draftProperty, draftResource, draftValue, UnreadableResource } from "./openapi-draft.ts";
import { refName } from "./openapi-schema.ts";
import { keyTable } from "./reference-keys.ts";
import type { Model, ResourceModel } from "./types.ts";

/**
 * @param onUnreadable told of each resource that is left out
 * @throws Error by default, for the first one
 */
export function modelFromOpenApi(
  documents: readonly OpenApiDocument[],
  base: Model,
  onUnreadable: (resource: Unreadable) => void = refuse,
): Model {
  for (const each of documents.flatMap(({ unreadable }) => unreadable)) onUnreadable(each);
  return [...documents]
    .sort((a, b) => rank(a) - rank(b))
    .reduce((model, document) => withDocument(document, model, onUnreadable), base);
}

function refuse({ project, endpoint, reason }: Unreadable): never {
  throw new Error(`OpenAPI: ${project}/${endpoint} cannot be read: ${reason}`);
}

/** Resources do not name all descriptor types, and what an extension refers to is in the core. */
function rank({ resources }: OpenApiDocument): number {
  if (resources.every(isDescriptorEndpoint)) return 0;
  return resources.some(({ project }) => project === CORE) ? 1 : 2;
}

function withDocument(source: OpenApiDocument, base: Model, onUnreadable: (resource: Unreadable) => void): Model {
  const served = source.resources.filter((each) => !isKnown(each, base));
  const names = new ResourceNames(base, source);
  const descriptors = new DescriptorTypes(base, served.filter(isDescriptorEndpoint), names);
  const context: DraftContext = {
    document: source,
    resourceName: (schema) => names.nameOf(schema),
    isServed: (name) => names.has(name),
    descriptorType: (field, project) => descriptors.typeOf(field, project),
  };
  const drafted = served
    .filter((each) => !isDescriptorEndpoint(each))
    .flatMap((each) => {
      try {
        return draftResource(each, context);
      } catch (error) {
        if (!(error instanceof UnreadableResource)) throw error;
        onUnreadable({ ...each, reason: error.message });
        return [];
      }
    });
  const cyclic = cyclicKeys(drafted);
  for (const each of drafted.filter(({ name }) => cyclic.has(name)))
    onUnreadable({ ...each, reason: "its natural key contains itself" });
  const draft: Draft = {
    resources: drafted.filter(({ name }) => !cyclic.has(name)),
    abstracts: new Map(),
    items: new Map(),
  };
  const extensions = draftExtensions(source, base, context);
  addUnknownTargets(draft, source, context, base);
  const built = buildResources(draft, base);
  const known = base.resources.map((resource) => (resource.isGuess ? confirmed(resource, source) : resource));
  const extended = known.map((resource) => extend(resource, extensions, draft, base));
  const [old, oldDescriptors] = split(extended);
  return indexModel([...old, ...built, ...oldDescriptors, ...descriptors.added()], base.abstracts);
}

/** Resources from whose keys a way along the references of keys leads back to them. */
function cyclicKeys(resources: readonly DraftResource[]): ReadonlySet<string> {
  const targets = new Map(
    resources.map(({ name, members }) => [
      name,
      members.flatMap(({ identity, type }) => (identity && type.kind === "reference" ? [type.target] : [])),
    ]),
  );
  const reached = (start: string): Set<string> => {
    const seen = new Set<string>();
    const open = [...(targets.get(start) ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...(targets.get(next) ?? []));
    }
    return seen;
  };
  return new Set([...targets.keys()].filter((name) => reached(name).has(name)));
}

function isKnown(served: ServedResource, base: Model): boolean {
  return base.byEndpoint.has(`${served.project}/${served.endpoint}`.toLowerCase());
}

function split(resources: readonly ResourceModel[]): [ResourceModel[], ResourceModel[]] {
  return [resources.filter((each) => !each.isDescriptor), resources.filter((each) => each.isDescriptor)];
}

/** What resources are called in the model: `Candidate`, or with the project where another one has a resource of that name. */
class ResourceNames {
  /** As the model or the document spells them, and the project that has the plain name, by name in lower case. */
  readonly #owners = new Map<string, { readonly name: string; readonly project: string }>();

  constructor(base: Model, { resources }: OpenApiDocument) {
    const isCore = ({ project }: ServedResource): number => (project === CORE ? 0 : 1);
    for (const { name, project } of [...base.resources, ...[...resources].sort((a, b) => isCore(a) - isCore(b))])
      if (!this.#owners.has(name.toLowerCase()))
        this.#owners.set(name.toLowerCase(), { name, project: plainProject(project) });
  }

  nameOf(schema: string): string {
    const { project, stem } = splitName(schema);
    if (stem === "SchoolYear") return "SchoolYearType";
    const owner = this.#owners.get(stem.toLowerCase());
    const name = owner?.name ?? stem;
    return owner === undefined || owner.project === project ? name : `${upperFirst(project)}${name}`;
  }

  has(name: string): boolean {
    return this.#owners.has(name.toLowerCase());
  }
}

const CORE = "ed-fi";

/**
 * Types by field name: known as it stands, known without a role before it, or new in the project of the field. Fields of the
 * core have types of the core.
 */
class DescriptorTypes {
  /** By name in lower case: a field begins `cte`, its type `CTE`. */
  readonly #known: Map<string, { readonly name: string; readonly project: string }>;
  readonly #new = new Map<string, ResourceModel>();

  constructor(base: Model, served: readonly ServedResource[], names: ResourceNames) {
    const descriptors = base.resources.filter((each) => each.isDescriptor);
    this.#known = new Map(descriptors.map(({ name, project }) => [name.toLowerCase(), { name, project }]));
    for (const { project, endpoint, schema } of served) {
      const name = names.nameOf(schema);
      this.#known.set(name.toLowerCase(), { name, project });
      this.#new.set(name, { ...descriptorResource(name, project), endpoint });
    }
  }

  typeOf(field: string, project: string): string {
    const name = upperFirst(field);
    const words = name.split(/(?=[A-Z])/);
    for (let skipped = 0; skipped < words.length - 1; skipped++) {
      const plain = words.slice(skipped).join("").toLowerCase();
      const known = this.#known.get(plainProject(project) + plain) ?? this.#known.get(plain);
      if (known !== undefined && (project !== CORE || known.project === CORE)) return known.name;
    }
    // An invented type is no proof that a longer name is a role of it, so it stays out of `known`.
    if (!this.#new.has(name)) this.#new.set(name, { ...descriptorResource(name, project), isGuess: true });
    return name;
  }

  added(): ResourceModel[] {
    return [...this.#new.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

/** A guess, unless the document serves it. */
function confirmed(resource: ResourceModel, { resources }: OpenApiDocument): ResourceModel {
  const { isGuess: _guess, ...rest } = resource;
  const path = `${resource.project}/${resource.endpoint}`.toLowerCase();
  const served = resources.find(({ project, endpoint }) => `${project}/${endpoint}`.toLowerCase() === path);
  return served === undefined ? resource : { ...rest, endpoint: served.endpoint };
}

/** What the document hangs under `_ext` of resources that the model has, by `project/endpoint` in lower case. */
function draftExtensions(document: OpenApiDocument, base: Model, context: DraftContext): Map<string, DraftProperty> {
  const found = new Map<string, DraftProperty>();
  for (const served of document.resources.filter((each) => isKnown(each, base))) {
    const schema = document.schema(served.schema);
    const ext = schema?.properties?._ext;
    if (ext === undefined) continue;
    const [draft] = draftProperty("_ext", ext, {
      schema,
      identity: false,
      served,
      context,
      project: served.project,
      within: [served.schema],
    });
    if (draft !== undefined) found.set(`${served.project}/${served.endpoint}`.toLowerCase(), draft);
  }
  return found;
}

function extend(
  resource: ResourceModel,
  extensions: ReadonlyMap<string, DraftProperty>,
  draft: Draft,
  base: Model,
): ResourceModel {
  const extension = extensions.get(`${resource.project}/${resource.endpoint}`.toLowerCase());
  if (extension === undefined || resource.properties.some((each) => each.name === "_ext")) return resource;
  const members = buildMembers([extension], { draft, keys: keyTable(draft, base), owner: resource.name, root: false });
  return { ...resource, properties: [...resource.properties, ...members] };
}

/** Targets that neither the model nor the document serves keep the key that the document gives their references. */
function addUnknownTargets(draft: Draft, document: OpenApiDocument, context: DraftContext, base: Model): void {
  const known = new Set([
    ...base.byName.keys(),
    ...(base.abstracts?.keys() ?? []),
    ...draft.resources.map((each) => each.name),
  ]);
  const visit = (schemaName: string, seen: Set<string>): void => {
    if (seen.has(schemaName)) return;
    seen.add(schemaName);
    for (const [, property] of modelProperties(document.schema(schemaName))) {
      const inner = refName(property.items ?? property);
      if (inner === undefined) continue;
      if (!isReference(property)) visit(inner, seen);
      else if (!known.has(context.resourceName(inner)))
        draft.abstracts.set(context.resourceName(inner), keyMembers(inner, context));
    }
  };
  const seen = new Set<string>();
  for (const served of document.resources) visit(served.schema, seen);
}

function keyMembers(reference: string, context: DraftContext): DraftProperty[] {
  return modelProperties(context.document.schema(reference)).flatMap(([name, property]) => {
    const type = draftValue(name, property, CORE, context);
    return type === undefined ? [] : [{ name, required: true, identity: true, type }];
  });
}
