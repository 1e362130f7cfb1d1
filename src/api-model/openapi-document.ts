/**
 * Reads Ed-Fi OpenAPI documents of two families: DMS names its schemas `EdFi_Student`,
 * `EdFi_Student_Reference`, an ODS/API `edFi_student`, `edFi_studentReference`; Swagger 2 keeps them
 * in `definitions`. Covers names and places only, not their meaning for a model.
 */
import { upperFirst } from "./names.ts";
import { isRecord } from "./record.ts";

export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: JsonSchema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly "x-Ed-Fi-isIdentity"?: boolean;
  readonly "x-Ed-Fi-isDeprecated"?: boolean;
  readonly "x-nullable"?: boolean;
}

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
}

export interface SchemaName {
  /** Project without marks and case: `edfi`, `tpdm`. */
  readonly project: string;
  /** `Candidate`, in both families. */
  readonly stem: string;
}

export interface OpenApiDocument {
  readonly resources: readonly ServedResource[];
  readonly schema: (name: string) => JsonSchema | undefined;
  /** Whether this family marks references that are part of an identity; an ODS/API marks only scalars. */
  readonly marksReferences: boolean;
  /** Whether this family marks optional properties `x-nullable`. */
  readonly marksNullable: boolean;
}

/** @throws Error when the value is no OpenAPI document with Ed-Fi paths. */
export function readOpenApi(value: unknown): OpenApiDocument {
  if (!isRecord(value) || !isRecord(value.paths)) throw new Error("not an OpenAPI document: it has no paths");
  const components = isRecord(value.components) ? value.components.schemas : value.definitions;
  const schemas = isRecord(components) ? (components as Record<string, JsonSchema>) : {};
  const resources = Object.entries(value.paths).flatMap(([path, item]) =>
    servedResource(path, item, value.paths as object),
  );
  if (resources.length === 0)
    throw new Error("the OpenAPI document has no path like /ed-fi/students with a POST operation");
  const properties = Object.values(schemas).flatMap((schema) => Object.values(schema.properties ?? {}));
  return {
    resources,
    schema: (name) => (Object.hasOwn(schemas, name) ? schemas[name] : undefined),
    marksReferences: properties.some((each) => isReference(each) && each["x-Ed-Fi-isIdentity"] === true),
    marksNullable: properties.some((each) => each["x-nullable"] === true),
  };
}

function servedResource(path: string, item: unknown, paths: object): ServedResource[] {
  const match = /^\/([a-z][\w-]*)\/(\w+)$/i.exec(path);
  const schema = bodySchema(isRecord(item) ? item.post : undefined);
  if (match === null || schema === undefined) return [];
  const [, project = "", endpoint = ""] = match;
  const byId: unknown = (paths as Record<string, unknown>)[`${path}/{id}`];
  const put = isRecord(byId) && isRecord(byId.put) ? byId.put : {};
  const domains = isRecord(item) && Array.isArray(item["x-Ed-Fi-domains"]) ? item["x-Ed-Fi-domains"].map(String) : [];
  const allowIdentityUpdates = put["x-Ed-Fi-isUpdatable"] === true;
  return [{ project, endpoint, schema, name: spelledName(schema, item), allowIdentityUpdates, domains }];
}

function spelledName(schema: string, item: unknown): string {
  const { stem } = splitName(schema);
  const body = isRecord(item) && isRecord(item.post) && isRecord(item.post.requestBody) ? item.post.requestBody : {};
  const spelled = `${String(body["x-bodyName"])}${stem.endsWith("Descriptor") ? "Descriptor" : ""}`;
  return spelled.toLowerCase() === stem.toLowerCase() ? spelled : stem;
}

/** OpenAPI 3 has a request body, Swagger 2 a parameter in the body. */
function bodySchema(post: unknown): string | undefined {
  if (!isRecord(post)) return undefined;
  const text = JSON.stringify(post.requestBody ?? post.parameters ?? "");
  const match = /"\$ref":"#\/(?:components\/schemas|definitions)\/([^"]+)"/.exec(text);
  return match?.[1];
}

/** Name of the schema that `$ref` names. */
export function refName(schema: JsonSchema): string | undefined {
  return schema.$ref?.slice(schema.$ref.lastIndexOf("/") + 1);
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

/** Names that are part of every answer or reference and not of the model. */
const TECHNICAL = new Set(["id", "_etag", "_lastModifiedDate", "link"]);

export function modelProperties(schema: JsonSchema | undefined): [string, JsonSchema][] {
  return Object.entries(schema?.properties ?? {}).filter(([name]) => !TECHNICAL.has(name));
}
