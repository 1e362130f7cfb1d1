/**
 * Finds natural keys in OpenAPI documents. What references to a resource carry (the properties of its
 * own reference schema) is its key, flattened; each field comes from a property or from the key of
 * something it refers to, under the plain name, after a role or after the reference.
 */
import { prefixed, upperFirst } from "./names.ts";
import type { DraftProperty } from "./notation.ts";
import {
  isReference,
  modelProperties,
  type OpenApiDocument,
  referenceSchemaOf,
  type ServedResource,
  splitName,
} from "./openapi-document.ts";
import { type JsonSchema, refName } from "./openapi-schema.ts";

export interface IdentitySource {
  readonly document: OpenApiDocument;
  readonly schema: JsonSchema | undefined;
  /** What references to this resource carry; undefined: the document does not say. */
  readonly own: JsonSchema | undefined;
}

export function identitySource(served: ServedResource, document: OpenApiDocument): IdentitySource {
  const schema = document.schema(served.schema);
  return { document, schema, own: referenceSchemaOf(document, served.schema) ?? filteredKey(served, document, schema) };
}

/** An ODS/API describes references only where there are some, and marks the key among the query parameters of each resource. */
function filteredKey(
  { filters }: ServedResource,
  document: OpenApiDocument,
  schema: JsonSchema | undefined,
): JsonSchema | undefined {
  const names = new Set(filters.map(({ name }) => name));
  const listsReferences = modelProperties(schema).some(
    ([name, property]) =>
      isReference(property) &&
      referenceFields(property, document).some((field) =>
        fieldNames(name, property, field).some((each) => names.has(each)),
      ),
  );
  const key = filters.filter(({ identity }) => identity).map(({ name }) => [name, {}]);
  return listsReferences && key.length > 0 ? { properties: Object.fromEntries(key) } : undefined;
}

/** By its mark; where nothing is marked, what the own key names, or else what is required. */
export function isIdentityValue(name: string, property: JsonSchema, source: IdentitySource): boolean {
  const all = modelProperties(source.schema);
  if (all.some(([, each]) => each["x-Ed-Fi-isIdentity"] === true)) return property["x-Ed-Fi-isIdentity"] === true;
  if (property.items !== undefined || property.$ref !== undefined) return false;
  const fields = ownFields(source.own);
  if (fields.size > 0) return fields.has(name);
  return source.schema?.required?.includes(name) === true;
}

/**
 * By its mark; in documents that mark only scalars, when it is required and its whole key is in the own key. Where that is not
 * known, any required reference may be part of it.
 */
export function isIdentityReference(name: string, property: JsonSchema, source: IdentitySource): boolean {
  if (source.document.marksReferences) return property["x-Ed-Fi-isIdentity"] === true;
  if (source.schema?.required?.includes(name) !== true) return false;
  if (source.own === undefined) return true;
  const fields = ownFields(source.own);
  const inner = referenceFields(property, source.document);
  return inner.length > 0 && inner.every((field) => fieldNames(name, property, field).some((each) => fields.has(each)));
}

/** Fields not called as the last segment of their path, and pairs of paths that share one field. */
export function identityFields(
  members: readonly DraftProperty[],
  source: IdentitySource,
): { keys: Map<string, string>; equalities: [string, string][] } {
  const fields = ownFields(source.own);
  const keys = new Map<string, string>();
  const plain = new Map<string, string>();
  const equalities: [string, string][] = [];
  for (const { path, names } of leaves(members, source)) {
    const last = path.slice(path.lastIndexOf(".") + 1);
    const field = names.find((name) => fields.has(name) && !keys.has(name)) ?? last;
    const first = plain.get(field);
    if (field !== last) keys.set(field, path);
    else if (first === undefined) plain.set(field, path);
    else equalities.push([first, path]);
  }
  return { keys, equalities };
}

function leaves(members: readonly DraftProperty[], source: IdentitySource): { path: string; names: string[] }[] {
  return members
    .filter((member) => member.identity)
    .flatMap(({ name }) => {
      const property = source.schema?.properties?.[name];
      if (property === undefined || !isReference(property)) return [{ path: `$.${name}`, names: [name] }];
      return referenceFields(property, source.document).map((field) => ({
        path: `$.${name}.${field}`,
        names: fieldNames(name, property, field),
      }));
    });
}

export function referenceFields(property: JsonSchema, document: OpenApiDocument): string[] {
  return modelProperties(document.schema(refName(property) ?? "")).map(([field]) => field);
}

/** What the key may call a field of a reference, the likeliest first. */
function fieldNames(reference: string, property: JsonSchema, field: string): string[] {
  const stem = reference.replace(/Reference$/, "");
  const target = splitName(refName(property) ?? "").stem;
  const role = stem.length > target.length && stem.endsWith(target) ? stem.slice(0, -target.length) : stem;
  return [joined(stem, field), joined(role, field), field, prefixed(stem, field)];
}

function joined(prefix: string, field: string): string {
  return field.toLowerCase().startsWith(prefix.toLowerCase()) ? field : prefix + upperFirst(field);
}

function ownFields(own: JsonSchema | undefined): ReadonlySet<string> {
  return new Set(modelProperties(own).map(([name]) => name));
}
