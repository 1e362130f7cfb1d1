/**
 * What a token allows, from `/oauth/token_info`: operations per resource, claim set, education
 * organizations, namespace prefixes. Pure.
 */
import { asRecord, asText, asTexts, type JsonRecord, parseJson } from "./json.ts";

export type Operation = "Create" | "Read" | "Update" | "Delete" | "ReadChanges";

/** By key of `resourceKey`; what is not in it is not allowed. */
export type AllowedOperations = ReadonlyMap<string, ReadonlySet<Operation>>;

export interface TokenInfo {
  readonly active: boolean;
  readonly clientId?: string;
  readonly claimSet?: string;
  readonly namespacePrefixes: readonly string[];
  /** Ids of the education organizations that the client is tied to. */
  readonly educationOrganizationIds: readonly number[];
  /** Absent when the server lists no resources (ODS/API before 7): the client's permissions are unknown. */
  readonly operations?: AllowedOperations;
}

export const OPERATIONS: readonly Operation[] = ["Create", "Read", "Update", "Delete", "ReadChanges"];

export function isOperation(name: string): name is Operation {
  return (OPERATIONS as readonly string[]).includes(name);
}

/** Undefined when the text is not an answer of `/oauth/token_info`. */
export function parseTokenInfo(text: string): TokenInfo | undefined {
  const record = asRecord(parseJson(text));
  if (record === undefined || typeof record.active !== "boolean") return undefined;
  const clientId = asText(record.client_id);
  const claimSet = asText(asRecord(record.claim_set)?.name) ?? asText(record.claim_set);
  const operations = operationsOfAll(record.resources);
  return {
    active: record.active,
    ...(clientId === undefined ? {} : { clientId }),
    ...(claimSet === undefined ? {} : { claimSet }),
    namespacePrefixes: asTexts(record.namespace_prefixes),
    educationOrganizationIds: educationOrganizationIds(record.education_organizations),
    ...(operations === undefined ? {} : { operations }),
  };
}

/**
 * What the client may do with a resource (`students`, `/ed-fi/students`, `ed-fi/students`).
 * Undefined if the server does not list permissions; an empty set if it allows nothing.
 */
export function operationsOn(info: TokenInfo, resource: string): ReadonlySet<Operation> | undefined {
  if (info.operations === undefined) return undefined;
  return info.operations.get(resourceKey(resource)) ?? new Set();
}

/** Only what the client may do, without the other members. Undefined if the text does not list it. */
export function parseOperations(text: string): AllowedOperations | undefined {
  const record = asRecord(parseJson(text));
  return typeof record?.active === "boolean" ? operationsOfAll(record.resources) : undefined;
}

/** True as well if the server does not list permissions. */
export function mayDo(operations: AllowedOperations | undefined, operation: Operation, resource: string): boolean {
  return operations === undefined || operations.get(resourceKey(resource))?.has(operation) === true;
}

/**
 * One key for every way a resource is named: `/ed-fi/students`, a claim address
 * (`http://ed-fi.org/identity/claims/ed-fi/student`), `ed-fi/Student`, `students`, `student`.
 * The form is `project/singular` in lower case; without a project `ed-fi` is meant.
 */
export function resourceKey(name: string): string {
  const segments = name
    .toLowerCase()
    .replace(/^https?:\/\/[^/]+/, "")
    .split("/")
    .filter((segment) => segment !== "");
  const endpoint = segments.at(-1) ?? "";
  const project = segments.at(-2);
  const isClaimWithoutProject = project === undefined || project === "claims" || project === "data" || project === "v3";
  return `${isClaimWithoutProject ? "ed-fi" : project}/${singular(endpoint)}`;
}

/** Singular of an Ed-Fi endpoint name in lower case; a name in the singular stays as it is. */
function singular(endpoint: string): string {
  if (endpoint === "people") return "person";
  if (endpoint.endsWith("ies")) return `${endpoint.slice(0, -3)}y`;
  if (/(?:ss|us|is)$/.test(endpoint)) return endpoint;
  if (/(?:ss|x|ch|sh)es$/.test(endpoint)) return endpoint.slice(0, -2);
  return endpoint.endsWith("s") ? endpoint.slice(0, -1) : endpoint;
}

function operationsOfAll(value: unknown): AllowedOperations | undefined {
  if (!Array.isArray(value)) return undefined;
  const all = new Map<string, Set<Operation>>();
  for (const item of value) {
    const row = asRecord(item);
    const name = row === undefined ? asText(item) : resourceName(row);
    if (name === undefined) continue;
    const key = resourceKey(name);
    const known = all.get(key) ?? new Set<Operation>();
    for (const operation of operationsOf(row?.operations ?? row?.actions)) known.add(operation);
    all.set(key, known);
  }
  return all;
}

function resourceName(row: JsonRecord): string | undefined {
  return asText(row.resource) ?? asText(row.endpoint) ?? asText(row.claimName) ?? asText(row.name);
}

function operationsOf(value: unknown): readonly Operation[] {
  if (!Array.isArray(value)) return [];
  const names = value.map((item) => (asText(item) ?? asText(asRecord(item)?.name) ?? "").toLowerCase());
  return OPERATIONS.filter((operation) => names.includes(operation.toLowerCase()));
}

function educationOrganizationIds(value: unknown): readonly number[] {
  if (!Array.isArray(value)) return [];
  const ids = value.map((item) => Number(asRecord(item)?.education_organization_id ?? item));
  return [...new Set(ids.filter((id) => Number.isSafeInteger(id)))];
}
