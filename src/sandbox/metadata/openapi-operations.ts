/** Path items of one resource: collection, item, partitions, deletes and key changes. */
import { queryFields } from "../model/query-fields.ts";
import type { ResourceModel } from "../model/types.ts";
import { operationId, operationNoun, resourceSchema, schemaRef, trackedChangeSchema } from "./openapi-names.ts";
import { type JsonObject, valueSchema } from "./openapi-schemas.ts";

export function resourcePaths(resource: ResourceModel): Record<string, JsonObject> {
  const path = `/${resource.project}/${resource.endpoint}`;
  return {
    [path]: { get: listing(resource), post: creation(resource) },
    [`${path}/{id}`]: { get: reading(resource), put: replacement(resource), delete: deletion(resource) },
    [`${path}/deletes`]: { get: tracked(resource, "deletes") },
    [`${path}/keyChanges`]: { get: tracked(resource, "keyChanges") },
    [`${path}/partitions`]: { get: partitions(resource) },
  };
}

const ID = {
  name: "id",
  in: "path",
  required: true,
  description: "Identifier of the item.",
  schema: { type: "string" },
};
const PAGING = ["offset", "limit", "MinChangeVersion", "MaxChangeVersion", "totalCount"];

/** Writes in a form that the path does not have. */
const ONLY_HERE = { "405": { description: "The path does not have this method." } };

function parameters(...names: string[]): JsonObject[] {
  return names.map((name) => ({ $ref: `#/components/parameters/${name}` }));
}

function responses(special: JsonObject, ...names: [status: number, name: string][]): JsonObject {
  const failures: typeof names = [
    [400, "BadRequest"],
    [401, "Unauthorized"],
    [403, "Forbidden"],
    [500, "Error"],
  ];
  const shared = [...names, ...failures].map(([status, name]) => [status, { $ref: `#/components/responses/${name}` }]);
  return { ...special, ...Object.fromEntries(shared) };
}

function json(schema: JsonObject, description: string, headers?: JsonObject): JsonObject {
  return { description, ...(headers === undefined ? {} : { headers }), content: { "application/json": { schema } } };
}

function body(resource: ResourceModel): JsonObject {
  return {
    required: true,
    description: `The ${operationNoun(resource)} as JSON.`,
    "x-bodyName": operationNoun(resource),
    content: { "application/json": { schema: schemaRef(resourceSchema(resource)) } },
  };
}

function operation(resource: ResourceModel, id: string, summary: string, rest: JsonObject): JsonObject {
  return { tags: [resource.endpoint], summary, operationId: id, ...rest };
}

function fieldParameters(resource: ResourceModel): JsonObject[] {
  return [...queryFields(resource).values()].map((field) => ({
    name: field.name,
    in: "query",
    ...(field.identity ? { "x-Ed-Fi-isIdentity": true } : {}),
    schema: valueSchema(field),
  }));
}

function listing(resource: ResourceModel): JsonObject {
  const headers = {
    "Total-Count": { description: "Number of items, when asked for.", schema: { type: "integer" } },
    "Next-Page-Token": { description: "Token of the next page, when there may be one.", schema: { type: "string" } },
  };
  const items = { type: "array", items: schemaRef(resourceSchema(resource)) };
  return operation(resource, operationId(resource, "get", true), "Finds items by their values.", {
    parameters: [...parameters(...PAGING, "pageToken", "pageSize"), ...fieldParameters(resource)],
    responses: responses({ "200": json(items, "The items.", headers) }, [304, "NotModified"], [404, "NotFound"]),
  });
}

function creation(resource: ResourceModel): JsonObject {
  return operation(
    resource,
    operationId(resource, "post", false),
    "Creates an item, or updates the one with the same natural key.",
    {
      requestBody: body(resource),
      responses: responses(
        ONLY_HERE,
        [200, "Updated"],
        [201, "Created"],
        [409, "Conflict"],
        [412, "PreconditionFailed"],
      ),
    },
  );
}

function reading(resource: ResourceModel): JsonObject {
  return operation(resource, operationId(resource, "get", true, "ById"), "Reads an item.", {
    parameters: [ID, ...parameters("If-None-Match")],
    responses: responses(
      { "200": json(schemaRef(resourceSchema(resource)), "The item.") },
      [304, "NotModified"],
      [404, "NotFound"],
    ),
  });
}

function replacement(resource: ResourceModel): JsonObject {
  return operation(resource, operationId(resource, "put", false), "Replaces an item.", {
    parameters: [ID, ...parameters("If-Match")],
    requestBody: body(resource),
    responses: responses(
      ONLY_HERE,
      [204, "Updated"],
      [404, "NotFound"],
      [409, "Conflict"],
      [412, "PreconditionFailed"],
    ),
    ...(resource.allowIdentityUpdates ? { "x-Ed-Fi-isUpdatable": true } : {}),
  });
}

function deletion(resource: ResourceModel): JsonObject {
  return operation(resource, operationId(resource, "delete", true, "ById"), "Deletes an item.", {
    parameters: [ID, ...parameters("If-Match")],
    responses: responses(
      ONLY_HERE,
      [204, "Deleted"],
      [404, "NotFound"],
      [409, "Conflict"],
      [412, "PreconditionFailed"],
    ),
  });
}

function tracked(resource: ResourceModel, kind: "deletes" | "keyChanges"): JsonObject {
  const items = {
    type: "array",
    items: schemaRef(trackedChangeSchema(resource, kind === "deletes" ? "Delete" : "KeyChange")),
  };
  const summary = kind === "deletes" ? "Lists deleted items." : "Lists items whose natural key changed.";
  return operation(resource, operationId(resource, kind, true), summary, {
    parameters: parameters("MinChangeVersion", "MaxChangeVersion", "limit", "offset", "totalCount"),
    responses: responses({ "200": json(items, "The changes.") }, [404, "NotFound"]),
  });
}

function partitions(resource: ResourceModel): JsonObject {
  const tokens = { type: "object", properties: { pageTokens: { type: "array", items: { type: "string" } } } };
  return operation(
    resource,
    operationId(resource, "get", true, "Partitions"),
    "Divides the items for reading in parallel.",
    {
      parameters: [
        ...parameters("numberOfPartitions", "MinChangeVersion", "MaxChangeVersion"),
        ...fieldParameters(resource),
      ],
      responses: responses(
        { "200": json(tokens, "A token for the first page of each part."), "501": { description: "Not implemented." } },
        [404, "NotFound"],
      ),
    },
  );
}
