/**
 * Adds the resources of an Ed-Fi OpenAPI document to a model, so that the sandbox can serve what it
 * does not know by heart: extensions, other versions. Resources that the model has stay as they are
 * and gain only `_ext` parts. A document does not say everything: decimals keep no precision, item
 * identities are known where they are marked or obvious, and descriptor types follow from names.
 */
import { buildMembers, buildResources, indexModel } from "./build.ts";
import { descriptorResource } from "./descriptor-resource.ts";
import { upperFirst } from "./names.ts";
import type { Draft, DraftProperty } from "./notation.ts";
import {
  isReference,
  modelProperties,
  type OpenApiDocument,
  plainProject,
  refName,
  type ServedResource,
  splitName,
} from "./openapi-document.ts";
import { type DraftContext, draftProperty, draftResource, draftScalar } from "./openapi-draft.ts";
import { keyTable } from "./reference-keys.ts";
import type { Model, ResourceModel } from "./types.ts";

/** Documents of descriptors come first: resources do not name all descriptor types. */
export function modelFromOpenApi(documents: readonly OpenApiDocument[], base: Model): Model {
  const ofDescriptors = documents.filter(isOfDescriptors);
  const others = documents.filter((document) => !isOfDescriptors(document));
  return [...ofDescriptors, ...others].reduce((model, document) => withDocument(document, model), base);
}

function isOfDescriptors({ resources }: OpenApiDocument): boolean {
  return resources.length > 0 && resources.every(isDescriptorEndpoint);
}

function withDocument(source: OpenApiDocument, base: Model): Model {
  const served = source.resources.filter((each) => !isKnown(each, base));
  const descriptors = new DescriptorTypes(base, served.filter(isDescriptorEndpoint));
  const names = [...source.resources.map((each) => each.name), ...base.byName.keys()];
  const spelled = new Map(names.map((name) => [name.toLowerCase(), name]));
  const context: DraftContext = {
    document: source,
    resourceName: (schema) => modelName(schema, spelled, base),
    descriptorType: (field, project) => descriptors.typeOf(field, project),
  };
  const draft: Draft = {
    resources: served.filter((each) => !isDescriptorEndpoint(each)).map((each) => draftResource(each, context)),
    abstracts: new Map(),
    items: new Map(),
  };
  const extensions = draftExtensions(source, base, context);
  addUnknownTargets(draft, source, context, base);
  const built = buildResources(draft, base);
  const extended = base.resources.map((resource) => extend(resource, extensions, draft, base));
  const [old, oldDescriptors] = split(extended);
  return indexModel([...old, ...built, ...oldDescriptors, ...descriptors.added()], base.abstracts);
}

function isKnown(served: ServedResource, base: Model): boolean {
  return base.byEndpoint.has(`${served.project}/${served.endpoint}`.toLowerCase());
}

function isDescriptorEndpoint(served: ServedResource): boolean {
  return served.schema.endsWith("Descriptor");
}

function split(resources: readonly ResourceModel[]): [ResourceModel[], ResourceModel[]] {
  return [resources.filter((each) => !each.isDescriptor), resources.filter((each) => each.isDescriptor)];
}

/**
 * `Candidate`; with its project where the model has another resource of that name.
 * @param spelled names as the model or the document spells them, by name in lower case
 */
function modelName(schema: string, spelled: ReadonlyMap<string, string>, base: Model): string {
  const { project, stem } = splitName(schema);
  const name = stem === "SchoolYear" ? "SchoolYearType" : (spelled.get(stem.toLowerCase()) ?? stem);
  const known = base.byName.get(name);
  return known === undefined || plainProject(known.project) === project ? name : `${upperFirst(project)}${name}`;
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

  constructor(base: Model, served: readonly ServedResource[]) {
    const descriptors = base.resources.filter((each) => each.isDescriptor);
    this.#known = new Map(descriptors.map(({ name, project }) => [name.toLowerCase(), { name, project }]));
    for (const { project, endpoint, name } of served) {
      if (this.#known.has(name.toLowerCase())) continue;
      this.#known.set(name.toLowerCase(), { name, project });
      this.#new.set(name, { ...descriptorResource(name, project), endpoint });
    }
  }

  typeOf(field: string, project: string): string {
    const name = upperFirst(field);
    const words = name.split(/(?=[A-Z])/);
    for (let skipped = 0; skipped < words.length - 1; skipped++) {
      const known = this.#known.get(words.slice(skipped).join("").toLowerCase());
      if (known !== undefined && (project !== CORE || known.project === CORE)) return known.name;
    }
    // An invented type is no proof that a longer name is a role of it, so it stays out of `known`.
    if (!this.#new.has(name)) this.#new.set(name, descriptorResource(name, project));
    return name;
  }

  added(): ResourceModel[] {
    return [...this.#new.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

/** What the document hangs under `_ext` of resources that the model has, by `project/endpoint`. */
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
    if (draft !== undefined) found.set(`${served.project}/${served.endpoint}`, draft);
  }
  return found;
}

function extend(
  resource: ResourceModel,
  extensions: ReadonlyMap<string, DraftProperty>,
  draft: Draft,
  base: Model,
): ResourceModel {
  const extension = extensions.get(`${resource.project}/${resource.endpoint}`);
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
        draft.abstracts.set(context.resourceName(inner), keyMembers(inner, document));
    }
  };
  const seen = new Set<string>();
  for (const served of document.resources) visit(served.schema, seen);
}

function keyMembers(reference: string, document: OpenApiDocument): DraftProperty[] {
  return modelProperties(document.schema(reference)).flatMap(([name, property]) => {
    const type = draftScalar(name, property);
    return type === undefined ? [] : [{ name, required: true, identity: true, type }];
  });
}
