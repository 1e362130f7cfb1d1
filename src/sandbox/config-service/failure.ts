/** Problem bodies of the Configuration Service and of the token endpoints. */
import type { SandboxRequest, SandboxResponse } from "../http.ts";

export interface Failure {
  readonly status: number;
  /** After `urn:ed-fi:api:`. */
  readonly type: string;
  readonly title: string;
  readonly detail: string;
  readonly validationErrors?: Readonly<Record<string, readonly string[]>>;
  readonly errors?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

const SEE_ERRORS = "The request could not be processed. See 'errors' for details.";

export const JSON_TYPE = "application/json; charset=utf-8";

/** Field order as DMS writes it. */
export function failureResponse(
  request: SandboxRequest,
  failure: Failure,
  contentType = "application/problem+json",
): SandboxResponse {
  return {
    status: failure.status,
    headers: { "content-type": contentType, ...failure.headers },
    body: JSON.stringify({
      detail: failure.detail,
      type: `urn:ed-fi:api:${failure.type}`,
      title: failure.title,
      status: failure.status,
      correlationId: request.correlationId,
      validationErrors: failure.validationErrors ?? {},
      errors: failure.errors ?? [],
    }),
  };
}

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): SandboxResponse {
  return { status, headers: { "content-type": JSON_TYPE, ...headers }, body: JSON.stringify(value) };
}

export function empty(status: number, headers: Readonly<Record<string, string>> = {}): SandboxResponse {
  return { status, headers };
}

export function invalidData(validationErrors: Readonly<Record<string, readonly string[]>>): Failure {
  return {
    status: 400,
    type: "bad-request:data",
    title: "Data Validation Failed",
    detail: "Data validation failed. See 'validationErrors' for details.",
    validationErrors,
  };
}

export function badRequest(detail: string): Failure {
  return { status: 400, type: "bad-request", title: "Bad Request", detail };
}

export function invalidParameters(errors: readonly string[]): Failure {
  return {
    status: 400,
    type: "bad-request:parameter",
    title: "Parameter Validation Failed",
    detail: "Parameter validation failed. See 'errors' for details.",
    errors,
  };
}

/** A number in the address or the query is none. */
export const INVALID_PARAMETERS = invalidParameters(["The request contains one or more invalid parameters."]);

/** The body is not JSON, or a value in it has another type than the field. */
export const INVALID_JSON = invalidData({ $: ["The request body contains invalid JSON."] });

export const NO_BODY: Failure = {
  ...badRequest(SEE_ERRORS),
  errors: ["A non-empty request body is required."],
};

export const UNAUTHENTICATED: Failure = {
  status: 401,
  type: "security:authentication",
  title: "Authentication Failed",
  detail: "Authentication is required to access this resource.",
};

export const FORBIDDEN: Failure = {
  status: 403,
  type: "security:authorization",
  title: "Authorization Failed",
  detail: "The authenticated client is not authorized to access this resource.",
};

export const NO_ROUTE: Failure = {
  status: 404,
  type: "not-found",
  title: "Not Found",
  detail: "The requested resource could not be found.",
};

export const METHOD_NOT_ALLOWED: Failure = {
  status: 405,
  type: "method-not-allowed",
  title: "Method Not Allowed",
  detail: "The request method is not allowed for this resource.",
};

export const UNSUPPORTED_TYPE: Failure = {
  status: 415,
  type: "unsupported-media-type",
  title: "Unsupported Media Type",
  detail: "The request content type is not supported.",
};

export function notFound(what: string, id: string | number): Failure {
  return {
    status: 404,
    type: "not-found",
    title: "Not Found",
    detail: `${what} ${id} not found. It may have been recently deleted.`,
  };
}

export function unresolvedReference(detail: string): Failure {
  return { status: 409, type: "conflict:unresolved-reference", title: "Unresolved Reference", detail };
}

export function notUnique(error: string): Failure {
  return {
    status: 409,
    type: "conflict:non-unique-identity",
    title: "Identifying Values Are Not Unique",
    detail: "The identifying value(s) of the item are the same as another item that already exists.",
    errors: [error],
  };
}

/** Unknown credentials. */
export function authenticationFailed(errors: readonly string[]): Failure {
  return { ...UNAUTHENTICATED, detail: SEE_ERRORS, errors };
}

export function authorizationFailed(errors: readonly string[]): Failure {
  return { ...FORBIDDEN, detail: SEE_ERRORS, errors };
}
