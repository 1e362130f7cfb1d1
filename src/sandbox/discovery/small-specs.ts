/** The two small OpenAPI documents: of discovery, and of the change-query endpoint. */
import { securityScheme } from "../metadata/openapi-components.ts";

const INT64 = { type: "integer", format: "int64" };
const CHANGE_VERSIONS = {
  type: "object",
  required: ["oldestChangeVersion", "newestChangeVersion"],
  properties: { oldestChangeVersion: INT64, newestChangeVersion: INT64 },
};

function document(title: string, url: string, paths: object): object {
  return { openapi: "3.0.1", info: { title, version: "1" }, servers: [{ url }], paths };
}

function operation(operationId: string, summary: string, schema: object = { type: "object" }): object {
  const ok = { description: "OK", content: { "application/json": { schema } } };
  return { get: { operationId, summary, responses: { "200": ok } } };
}

/** Nothing of this needs a token. */
export function discoverySpec(base: string): object {
  const list = { type: "array", items: { type: "object" } };
  return {
    ...document("Ed-Fi Discovery API", base, {
      "/": operation("getDiscovery", "Version, data models and addresses of this API"),
      "/metadata": operation("getMetadata", "Addresses of the metadata"),
      "/metadata/dependencies": operation("getDependencies", "The order in which resources can be loaded", list),
      "/metadata/specifications": operation("getSpecifications", "The OpenAPI documents of this API", list),
      "/health": operation("getHealth", "State of the API and its data store"),
    }),
    security: [],
  };
}

/** @param tokenUrl the endpoint requires a token, like the data endpoints */
export function changeQueriesSpec(base: string, tokenUrl: string): object {
  return {
    ...document("Ed-Fi Change Queries API", `${base}/changeQueries/v1`, {
      "/availableChangeVersions": operation(
        "getAvailableChangeVersions",
        "The range of change versions",
        CHANGE_VERSIONS,
      ),
    }),
    security: [{ oauth2_client_credentials: [] }],
    components: { securitySchemes: securityScheme(tokenUrl) },
  };
}
