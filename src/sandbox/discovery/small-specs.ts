/** The two small OpenAPI documents: of discovery, and of the change-query endpoint. */

const OK_JSON = { description: "OK", content: { "application/json": { schema: { type: "object" } } } };

function document(title: string, url: string, paths: object): object {
  return { openapi: "3.0.1", info: { title, version: "1" }, servers: [{ url }], paths };
}

function operation(operationId: string, summary: string): object {
  return { get: { operationId, summary, responses: { "200": OK_JSON } } };
}

export function discoverySpec(base: string): object {
  return document("Ed-Fi Discovery API", base, {
    "/": operation("getDiscovery", "Version, data models and addresses of this API"),
    "/metadata": operation("getMetadata", "Addresses of the metadata"),
    "/metadata/dependencies": operation("getDependencies", "The order in which resources can be loaded"),
    "/metadata/specifications": operation("getSpecifications", "The OpenAPI documents of this API"),
    "/health": operation("getHealth", "State of the API and its data store"),
  });
}

export function changeQueriesSpec(base: string): object {
  return document("Ed-Fi Change Queries API", `${base}/changeQueries/v1`, {
    "/availableChangeVersions": operation("getAvailableChangeVersions", "The range of change versions"),
  });
}
