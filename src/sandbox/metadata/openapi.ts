/** The OpenAPI documents of resources and of descriptors, made from the resource model. */
import type { Model, ResourceModel } from "../../api-model/types.ts";
import { SHARED_PARAMETERS, SHARED_RESPONSES, SHARED_SCHEMAS, securityScheme } from "./openapi-components.ts";
import { resourcePaths } from "./openapi-operations.ts";
import { componentSchemas } from "./openapi-schemas.ts";
import type { JsonObject } from "./openapi-values.ts";

export interface SpecOptions {
  /** `http://host:port/data`, to which the paths (`/ed-fi/students`) are relative. */
  readonly dataUrl: string;
  readonly tokenUrl: string;
  /** Of the server: `8.0.0`. */
  readonly version: string;
}

/** OpenAPI 3.0 for everything but descriptors. */
export function resourcesSpec(model: Model, options: SpecOptions): JsonObject {
  return spec(model, options, (resource) => !resource.isDescriptor);
}

/** OpenAPI 3.0 for descriptors. */
export function descriptorsSpec(model: Model, options: SpecOptions): JsonObject {
  return spec(model, options, (resource) => resource.isDescriptor);
}

function spec(model: Model, options: SpecOptions, selects: (resource: ResourceModel) => boolean): JsonObject {
  const resources = model.resources.filter(selects);
  return {
    openapi: "3.0.0",
    info: {
      title: "Ed-Fi API",
      description: "Reads and writes education data. Served by a sandbox for load tests.",
      version: options.version,
    },
    servers: [{ url: options.dataUrl }],
    security: [{ oauth2_client_credentials: [] }],
    tags: tags(resources),
    paths: Object.assign({}, ...resources.map((resource) => resourcePaths(resource))) as JsonObject,
    components: {
      parameters: SHARED_PARAMETERS,
      responses: SHARED_RESPONSES,
      schemas: { ...SHARED_SCHEMAS, ...componentSchemas(resources, model) },
      securitySchemes: securityScheme(options.tokenUrl),
    },
  };
}

function tags(resources: readonly ResourceModel[]): JsonObject[] {
  return resources
    .toSorted((a, b) => (a.endpoint < b.endpoint ? -1 : 1))
    .map(({ endpoint, name }) => ({ name: endpoint, description: `${name} items.` }));
}
