/** Path items of one resource: collection, item, partitions, deletes and key changes. */
import type { ResourceModel } from "../../api-model/types.ts";
import { PARTITION_TOKENS } from "./openapi-components.ts";
import { operationId, operationNoun, resourceSchema, schemaRef, trackedChangeSchema } from "./openapi-names.ts";
import { fieldParameters, sharedParameters } from "./openapi-parameters.ts";
import type { JsonObject } from "./openapi-values.ts";

export function resourcePaths(resource: ResourceModel): Record<string, JsonObject> {
  const path = `/${resource.project}/${resource.endpoint}`;
  const domains = { "x-Ed-Fi-domains": resource.domains };
  return {
    [path]: { get: listing(resource), post: creation(resource), ...domains },
    [`${path}/{id}`]: { get: reading(resource), put: replacement(resource), delete: deletion(resource), ...domains },
    [`${path}/deletes`]: { get: tracked(resource, "deletes"), ...domains },
    [`${path}/keyChanges`]: { get: tracked(resource, "keyChanges"), ...domains },
    [`${path}/partitions`]: { get: partitions(resource), ...domains },
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

function listing(resource: ResourceModel): JsonObject {
  const headers = {
    "Next-Page-Token": { description: "Token of the next page, when there may be one.", schema: { type: "string" } },
  };
  const items = { type: "array", items: schemaRef(resourceSchema(resource)) };
  return operation(resource, operationId(resource, "get", true), "Finds items by their values.", {
    parameters: [
      ...sharedParameters(...PAGING),
      ...fieldParameters(resource),
      ...sharedParameters("pageToken", "pageSize"),
    ],
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
    parameters: [ID, ...sharedParameters("If-None-Match")],
    responses: responses(
      { "200": json(schemaRef(resourceSchema(resource)), "The item.") },
      [304, "NotModified"],
      [404, "NotFound"],
    ),
  });
}

function replacement(resource: ResourceModel): JsonObject {
  return operation(resource, operationId(resource, "put", false), "Replaces an item.", {
    parameters: [ID, ...sharedParameters("If-Match")],
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
    parameters: [ID, ...sharedParameters("If-Match")],
    responses: responses(
      ONLY_HERE,
      [204, "Updated"],
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
    parameters: sharedParameters("MinChangeVersion", "MaxChangeVersion", "limit", "offset", "totalCount"),
    responses: responses({ "200": json(items, "The changes.") }, [404, "NotFound"]),
  });
}

function partitions(resource: ResourceModel): JsonObject {
  return operation(
    resource,
    operationId(resource, "get", true, "Partitions"),
    "Divides the items for reading in parallel.",
    {
      parameters: [
        ...sharedParameters("numberOfPartitions", "MinChangeVersion", "MaxChangeVersion"),
        ...fieldParameters(resource),
      ],
      responses: responses(
        {
          "200": json(schemaRef(PARTITION_TOKENS), "A token for the first page of each part."),
          "501": { description: "Not implemented." },
        },
        [404, "NotFound"],
      ),
    },
  );
}
