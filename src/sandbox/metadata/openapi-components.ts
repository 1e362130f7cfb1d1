/** Parameters, responses and the security scheme that all operations share. */
import type { JsonObject } from "./openapi-values.ts";

/** DMS: the greatest page, and the page when none is asked for. */
const PAGE_SIZE = 500;

const INT32 = { type: "integer", format: "int32" };
const VERSION = { type: "integer", format: "int64", minimum: 0 };

function query(name: string, schema: JsonObject, description: string): JsonObject {
  return { name, in: "query", description, schema };
}

function header(name: string, description: string): JsonObject {
  return { name, in: "header", description, schema: { type: "string" } };
}

export const SHARED_PARAMETERS: JsonObject = {
  offset: query("offset", INT32, "Number of items to skip."),
  limit: query(
    "limit",
    { ...INT32, minimum: 0, maximum: PAGE_SIZE, default: PAGE_SIZE },
    "Greatest number of items in the answer.",
  ),
  MinChangeVersion: query("minChangeVersion", VERSION, "Only items changed at or after this version."),
  MaxChangeVersion: query("maxChangeVersion", VERSION, "Only items changed at or before this version."),
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
    { ...INT32, minimum: 1, maximum: 200, default: 10 },
    "Number of parts for reading in parallel.",
  ),
  // DMS lists these two and no operation takes them.
  fields: query("fields", { type: "string" }, "Properties to answer."),
  queryExpression: query("q", { type: "string" }, "Ranges of values to search for."),
  "If-Match": header("If-Match", "Act only when the item still has this entity tag."),
  "If-None-Match": header("If-None-Match", "Answer 304 when the item still has this entity tag."),
};

/** A refusal with a body; DMS does not describe its form. */
function failure(description: string): JsonObject {
  return { description, content: { "application/json": {} } };
}

export const SHARED_RESPONSES: JsonObject = {
  Created: { description: "Created; see the headers Location and ETag." },
  Updated: { description: "Updated; see the header ETag." },
  Deleted: { description: "Deleted." },
  NotModified: { description: "The item still has the entity tag of the request." },
  BadRequest: failure("The request or its body is not valid."),
  Unauthorized: { description: "The token is missing, unknown or expired." },
  Forbidden: { description: "The client may not do this." },
  NotFound: { description: "No such item." },
  Conflict: failure("A reference is unresolved, or another item depends on this one."),
  PreconditionFailed: { description: "The item no longer has the entity tag of the request." },
  Error: failure("The server failed."),
};

/** Name of the schema of what `/partitions` answers. */
export const PARTITION_TOKENS = "partitionTokens";

export const SHARED_SCHEMAS: Readonly<Record<string, JsonObject>> = {
  [PARTITION_TOKENS]: {
    type: "object",
    required: ["pageTokens"],
    properties: { pageTokens: { type: "array", items: { type: "string" } } },
  },
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
