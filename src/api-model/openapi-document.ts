/**
 * Reads Ed-Fi OpenAPI documents of two families: DMS names its schemas `EdFi_Student`,
 * `EdFi_Student_Reference`, an ODS/API `edFi_student`, `edFi_studentReference`; Swagger 2 keeps them
 * in `definitions`. Covers names and places only, not their meaning for a model.
 */
import { upperFirst } from "./names.ts";
import { type JsonSchema, plainSchemas, refName } from "./openapi-schema.ts";
import { isRecord } from "./record.ts";

export interface ServedResource {
  /** `tpdm` */
  readonly project: string;
  /** `candidates` */
  readonly endpoint: string;
  /** `Tpdm_Candidate` */
  readonly schema: string;
  /** `Candidate`; schema names may have acronyms as words, these have them in capitals where the document says so. */
  readonly name: string;
  readonly allowIdentityUpdates: boolean;
  readonly domains: readonly string[];
  /** Query parameters of its list, with those that are marked as part of the key. */
  readonly filters: readonly { readonly name: string; readonly identity: boolean }[];
}

/** A resource that cannot be read, and why. */
export interface Unreadable {
  readonly project: string;
  readonly endpoint: string;
  readonly reason: string;
}

export interface SchemaName {
  /** Project without marks and case: `edfi`, `tpdm`. */
  readonly project: string;
  /** `Candidate`, in both families. */
  readonly stem: string;
}

export interface OpenApiDocument {
  readonly resources: readonly ServedResource[];
  readonly unreadable: readonly Unreadable[];
  readonly schema: (name: string) => JsonSchema | undefined;
  /** Whether this family marks references that are part of an identity; an ODS/API marks only scalars. */
  readonly marksReferences: boolean;
  /** Whether this family marks optional properties `x-nullable`. */
  readonly marksNullable: boolean;
}

/** @throws Error when the value is no OpenAPI document with Ed-Fi paths. */
export function readOpenApi(value: unknown): OpenApiDocument {
  if (!isDocument(value)) throw new Error("not an OpenAPI document: it has no paths");
  const components = isRecord(value.components) ? value.components.schemas : value.definitions;
  const schemas = plainSchemas(isRecord(components) ? components : {});
  const resources: ServedResource[] = [];
  const unreadable: Unreadable[] = [];
  const itemOf = itemsByList(value);
  for (const path of Object.keys(value.paths)) {
    const found = servedResource(path, value, itemOf.get(path));
    if (found === undefined) continue;
    if ("reason" in found) unreadable.push(found);
    else if (schemas.has(found.schema) || isDescriptorEndpoint(found)) resources.push(found);
    else unreadable.push({ ...found, reason: `the document does not define its schema ${found.schema}` });
  }
  if (resources.length === 0)
    throw new Error("the OpenAPI document has no path like /ed-fi/students with a POST operation");
  const properties = [...schemas.values()].flatMap((schema) => Object.values(schema.properties ?? {}));
  return {
    resources,
    unreadable,
    schema: (name) => schemas.get(name),
    marksReferences: properties.some((each) => isReference(each) && each["x-Ed-Fi-isIdentity"] === true),
    marksNullable: properties.some((each) => each["x-nullable"] === true),
  };
}

function isDocument(value: unknown): value is Document {
  return isRecord(value) && isRecord(value.paths);
}

export function isDescriptorEndpoint({ schema }: ServedResource): boolean {
  return schema.endsWith("Descriptor");
}

/** What is at `/ed-fi/students/{id}`, by `/ed-fi/students`. */
function itemsByList({ paths }: Document): ReadonlyMap<string, unknown> {
  const items = new Map<string, unknown>();
  for (const [path, item] of Object.entries(paths)) {
    const list = /^(.*)\/\{[^/]*\}$/s.exec(path)?.[1];
    if (list !== undefined && !items.has(list)) items.set(list, item);
  }
  return items;
}

/** @param byId what is at the path of its items */
function servedResource(path: string, document: Document, byId: unknown): ServedResource | Unreadable | undefined {
  const item = document.paths[path];
  // A path with items may have more in front: a tenant, the base of the data.
  const pattern = byId === undefined ? /^\/([a-z][\w-]*)\/(\w+)$/i : /\/([a-z][\w-]*)\/(\w+)$/i;
  const [, project = "", endpoint = ""] = pattern.exec(path) ?? [];
  if (project === "" || !isRecord(item) || !isRecord(item.post)) return undefined;
  const schema = bodySchema(item.post, document);
  if (schema === undefined) {
    const reason = "the document names no schema for the body of its POST operation";
    return byId === undefined ? undefined : { project, endpoint, reason };
  }
  const put = isRecord(byId) && isRecord(byId.put) ? byId.put : {};
  const domains = Array.isArray(item["x-Ed-Fi-domains"]) ? item["x-Ed-Fi-domains"].map(String) : [];
  const allowIdentityUpdates = put["x-Ed-Fi-isUpdatable"] === true;
  const filters = filtersOf(item, document);
  return { project, endpoint, schema, name: spelledName(schema, item), allowIdentityUpdates, domains, filters };
}

function filtersOf(item: Item, document: Document): ServedResource["filters"] {
  const get = isRecord(item.get) ? item.get : {};
  return parametersOf(get, document).flatMap((parameter) =>
    parameter.in === "query" && typeof parameter.name === "string"
      ? [{ name: parameter.name, identity: parameter["x-Ed-Fi-isIdentity"] === true }]
      : [],
  );
}

type Item = Readonly<Record<string, unknown>>;
type Document = Item & { readonly paths: Item };

function parametersOf(operation: Item, document: Document): Item[] {
  return Array.isArray(operation.parameters)
    ? operation.parameters.map((parameter) => resolved(parameter, document)).filter(isRecord)
    : [];
}

/** What a reference inside the document (`#/parameters/limit`) points to. */
function resolved(value: unknown, document: Document): unknown {
  if (!isRecord(value) || typeof value.$ref !== "string" || !value.$ref.startsWith("#/")) return value;
  const steps = value.$ref.slice(2).split("/");
  return steps.reduce<unknown>(
    (at, step) => (isRecord(at) && Object.hasOwn(at, step) ? at[step] : undefined),
    document,
  );
}

function spelledName(schema: string, item: unknown): string {
  const { stem } = splitName(schema);
  const body = isRecord(item) && isRecord(item.post) && isRecord(item.post.requestBody) ? item.post.requestBody : {};
  const spelled = `${String(body["x-bodyName"])}${stem.endsWith("Descriptor") ? "Descriptor" : ""}`;
  return spelled.toLowerCase() === stem.toLowerCase() ? spelled : stem;
}

/** OpenAPI 3 has a request body, Swagger 2 a parameter in the body. */
function bodySchema(post: Item, document: Document): string | undefined {
  const body = resolved(post.requestBody, document);
  return schemaIn(body ?? parametersOf(post, document).filter((parameter) => parameter.in === "body"));
}

/** The first schema named outside other schemas. */
function schemaIn(node: unknown): string | undefined {
  if (typeof node !== "object" || node === null) return undefined;
  const { $ref } = node as Item;
  if (typeof $ref === "string")
    return /^#\/(components\/schemas|definitions)\//.test($ref) ? refName({ $ref }) : undefined;
  for (const [name, value] of Object.entries(node)) {
    const found = /^(properties|items|examples?)$/.test(name) ? undefined : schemaIn(value);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function isReference(schema: JsonSchema): boolean {
  return refName(schema)?.endsWith("Reference") === true;
}

/** `TPDM_Candidate_Reference`, `tpdm_candidateReference` -> project `tpdm`, stem `Candidate`. */
export function splitName(schema: string): SchemaName {
  const mark = schema.indexOf("_");
  const rest = schema.slice(mark + 1).replace(/_?Reference$/, "");
  return { project: plainProject(schema.slice(0, Math.max(0, mark))), stem: upperFirst(rest) };
}

/** `ed-fi`, `EdFi`, `edFi` -> `edfi`. */
export function plainProject(project: string): string {
  return project.replaceAll("-", "").toLowerCase();
}

/** The members of references to a resource, if the document defines them. */
export function referenceSchemaOf(document: OpenApiDocument, schema: string): JsonSchema | undefined {
  return document.schema(`${schema}_Reference`) ?? document.schema(`${schema}Reference`);
}
