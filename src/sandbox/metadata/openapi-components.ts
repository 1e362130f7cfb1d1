/** Parameters, responses and the security scheme that all operations share. */
import type { JsonObject } from "./openapi-schemas.ts";

/** DMS: the greatest page, and the page when none is asked for. */
const PAGE_SIZE = 500;

const INT32 = { type: "integer", format: "int32" };
const INT64 = { type: "integer", format: "int64" };

function query(name: string, schema: JsonObject, description: string): JsonObject {
  return { name, in: "query", description, schema };
}

function header(name: string, description: string): JsonObject {
  return { name, in: "header", description, schema: { type: "string" } };
}

export const SHARED_PARAMETERS: JsonObject = {
  offset: query("offset", { ...INT32, minimum: 0, default: 0 }, "Number of items to skip."),
  limit: query(
    "limit",
    { ...INT32, minimum: 0, maximum: PAGE_SIZE, default: PAGE_SIZE },
    "Greatest number of items in the answer.",
  ),
  MinChangeVersion: query("minChangeVersion", INT64, "Only items changed at or after this version."),
  MaxChangeVersion: query("maxChangeVersion", INT64, "Only items changed at or before this version."),
  totalCount: query("totalCount", { type: "boolean", default: false }, "Whether the header Total-Count is wanted."),
  pageToken: query(
    "pageToken",
    { type: "string" },
    "Token of the page, from the header Next-Page-Token or from partitions.",
  ),
  pageSize: query(
    "pageSize",
    { ...INT32, minimum: 0, maximum: PAGE_SIZE, default: PAGE_SIZE },
    "Items in a page, with pageToken only.",
  ),
  numberOfPartitions: query(
    "number",
    { ...INT32, minimum: 1, maximum: 200 },
    "Number of parts for reading in parallel.",
  ),
  "If-Match": header("If-Match", "Act only when the item still has this entity tag."),
  "If-None-Match": header("If-None-Match", "Answer 304 when the item still has this entity tag."),
};

/** DMS gives most refusals of a request the type of JSON, and those of a client and its own failures that of a problem. */
function failure(description: string, type = "application/json"): JsonObject {
  return { description, content: { [type]: { schema: { type: "object" } } } };
}

const PROBLEM = "application/problem+json";

export const SHARED_RESPONSES: JsonObject = {
  Created: { description: "Created; see the headers Location and ETag." },
  Updated: { description: "Updated; see the header ETag." },
  Deleted: { description: "Deleted." },
  NotModified: { description: "The item still has the entity tag of the request." },
  BadRequest: failure("The request or its body is not valid."),
  Unauthorized: failure("The token is missing, unknown or expired.", PROBLEM),
  Forbidden: failure("The client may not do this.", PROBLEM),
  NotFound: { description: "No such item." },
  Conflict: failure("A reference is unresolved, or another item depends on this one."),
  PreconditionFailed: failure("The item no longer has the entity tag of the request."),
  Error: failure("The server failed.", PROBLEM),
};

export function securityScheme(tokenUrl: string): JsonObject {
  return {
    oauth2_client_credentials: {
      type: "oauth2",
      description: "OAuth 2.0 with the client-credentials grant",
      flows: { clientCredentials: { tokenUrl, scopes: {} } },
    },
  };
}
