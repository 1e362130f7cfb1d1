/** Error bodies of DMS: one table of kinds, one shape, always the same field order. */
import type { SandboxResponse } from "./http.ts";

const JSON_TYPE = "application/json; charset=utf-8";
const PROBLEM_TYPE = "application/problem+json";

interface ProblemKindRow {
  readonly status: number;
  /** What follows `urn:ed-fi:api:`. */
  readonly type: string;
  readonly title: string;
  readonly contentType: string;
  /** Used when the caller gives none. */
  readonly detail: string;
}

const SEE_ERRORS = "The request could not be processed. See 'errors' for details.";
const SEE_VALIDATION = "Data validation failed. See 'validationErrors' for details.";
const RETRY_LATER = "The service is temporarily unable to handle the request. Retry the request later.";

function row(status: number, type: string, title: string, detail: string, contentType = JSON_TYPE): ProblemKindRow {
  return { status, type, title, detail, contentType };
}

const KINDS = {
  dataValidation: row(400, "bad-request:data-validation-failed", "Data Validation Failed", SEE_VALIDATION),
  badRequest: row(400, "bad-request", "Bad Request", SEE_ERRORS),
  parameterValidation: row(
    400,
    "bad-request:parameter-validation-failed",
    "Parameter Validation Failed",
    "Parameters supplied to the request were invalid.",
  ),
  keyChange: row(
    400,
    "bad-request:data-validation-failed:key-change-not-supported",
    "Key Change Not Supported",
    "Identifying values cannot be changed. Delete and recreate the resource item instead.",
  ),
  unauthenticated: row(
    401,
    "security:authentication",
    "Authentication Failed",
    "The caller could not be authenticated.",
    PROBLEM_TYPE,
  ),
  noDataStore: row(
    403,
    "authorization-denied",
    "Authorization Denied",
    "No database instances are authorized for this client",
    PROBLEM_TYPE,
  ),
  resourceDenied: row(
    403,
    "security:authorization:",
    "Authorization Denied",
    "Access to the resource could not be authorized.",
    PROBLEM_TYPE,
  ),
  actionDenied: row(
    403,
    "security:authorization:access-denied:action",
    "Authorization Denied",
    "Access to the resource could not be authorized.",
    PROBLEM_TYPE,
  ),
  namespaceDenied: row(
    403,
    "security:authorization:namespace:access-denied:namespace-mismatch",
    "Authorization Denied",
    "Access to the requested data could not be authorized.",
    PROBLEM_TYPE,
  ),
  namespaceRequired: row(
    403,
    "security:authorization:namespace:access-denied:namespace-required",
    "Authorization Denied",
    "Access to the requested data could not be authorized.",
    PROBLEM_TYPE,
  ),
  namespaceMissing: row(
    403,
    "security:authorization:namespace:invalid-data:namespace-uninitialized",
    "Authorization Denied",
    "Access to the requested data could not be authorized.",
    PROBLEM_TYPE,
  ),
  noNamespaces: row(
    403,
    "security:authorization:namespace:invalid-client:no-namespaces",
    "Authorization Denied",
    "There was a problem authorizing the request. The caller has not been configured correctly for accessing resources authorized by Namespace.",
    PROBLEM_TYPE,
  ),
  relationshipDenied: row(
    403,
    "security:authorization",
    "Authorization Denied",
    "Access to the requested data could not be authorized.",
    PROBLEM_TYPE,
  ),
  relationshipElementRequired: row(
    403,
    "security:authorization:relationships:access-denied:element-required",
    "Authorization Denied",
    "Access to the requested data could not be authorized.",
    PROBLEM_TYPE,
  ),
  relationshipElementMissing: row(
    403,
    "security:authorization:relationships:invalid-data:element-uninitialized",
    "Authorization Denied",
    "Access to the requested data could not be authorized.",
    PROBLEM_TYPE,
  ),
  notFound: row(404, "not-found", "Not Found", "The specified data could not be found.", PROBLEM_TYPE),
  itemNotFound: row(404, "not-found", "Not Found", "Resource to update was not found"),
  routeResolution: row(
    404,
    "route-resolution-error",
    "Route Resolution Error",
    "No data store matches the request.",
    PROBLEM_TYPE,
  ),
  methodNotAllowed: row(405, "method-not-allowed", "Method Not Allowed", "The request construction was invalid."),
  unresolvedReference: row(
    409,
    "data-conflict:unresolved-reference",
    "Unresolved Reference",
    "One or more references could not be resolved. See 'validationErrors' for details.",
  ),
  dependentItem: row(
    409,
    "data-conflict:dependent-item-exists",
    "Dependent Item Exists",
    "The requested action cannot be performed because this item is referenced by existing items.",
  ),
  identityConflict: row(
    409,
    "identity-conflict",
    "Identifying Values Are Not Unique",
    "The identifying value(s) of the item are the same as another item that already exists.",
  ),
  optimisticLock: row(
    412,
    "optimistic-lock-failed",
    "Optimistic Lock Failed",
    "The item has been modified by another user.",
  ),
  ifNoneMatch: row(
    412,
    "precondition-failed:if-none-match",
    "If-None-Match Precondition Failed",
    "The If-None-Match precondition failed because a current representation of the resource matched the request header.",
  ),
  unsupportedMediaType: row(
    415,
    "unsupported-media-type",
    "Unsupported Media Type",
    "The value specified in the 'Content-Type' header is not supported by this host.",
    PROBLEM_TYPE,
  ),
  tooManyRequests: row(
    429,
    "too-many-requests",
    "Too Many Requests",
    "The number of allowed requests has been exceeded. Retry the request later.",
    PROBLEM_TYPE,
  ),
  system: row(500, "system", "System Error", "An unexpected problem has occurred.", PROBLEM_TYPE),
  securityConfiguration: row(
    500,
    "system:configuration:security",
    "Security Configuration Error",
    "A security configuration problem was detected. The request cannot be authorized.",
    PROBLEM_TYPE,
  ),
  badGateway: row(502, "bad-gateway", "Upstream service unavailable", ""),
  unavailable: row(503, "service-unavailable", "Service Unavailable", RETRY_LATER, PROBLEM_TYPE),
} as const satisfies Record<string, ProblemKindRow>;

export type ProblemKind = keyof typeof KINDS;

/** Texts by JSON path (`$.schoolReference.schoolId`), in the order they were found. */
export type ValidationErrors = Readonly<Record<string, readonly string[]>>;

export interface ProblemContent {
  readonly correlationId: string;
  readonly detail?: string;
  readonly errors?: readonly string[];
  readonly validationErrors?: ValidationErrors;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal as DMS words it. A 401 has no `validationErrors` field, as there. */
export function problem(kind: ProblemKind, content: ProblemContent): SandboxResponse {
  const { status, type, title, contentType, detail } = KINDS[kind];
  const body = {
    detail: content.detail ?? detail,
    type: `urn:ed-fi:api:${type}`,
    title,
    status,
    correlationId: content.correlationId,
    ...(kind === "unauthenticated" ? {} : { validationErrors: content.validationErrors ?? {} }),
    errors: content.errors ?? [],
  };
  return { status, headers: { "Content-Type": contentType, ...content.headers }, body: JSON.stringify(body) };
}

/** 501: not a problem document but a plain object. */
export function notImplemented(error: string, correlationId: string): SandboxResponse {
  return { status: 501, headers: { "Content-Type": JSON_TYPE }, body: JSON.stringify({ error, correlationId }) };
}
