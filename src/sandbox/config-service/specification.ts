/** The OpenAPI document of the Configuration Service: which routes the sandbox has, without their schemas. */
export const SPECIFICATION_VERSION = "v3";

const COLLECTIONS = ["vendors", "applications", "apiClients", "claimSets", "dataStores", "dataStoreContexts"];
const LISTS = [
  "authorizationMetadata",
  "actions",
  "authorizationStrategies",
  "resourceClaims",
  "resourceClaimActions",
  "resourceClaimActionAuthStrategies",
];
const JSON_CONTENT = { "application/json": { schema: { type: "object" } } };
const DONE = { description: "Done" };
const PROBLEM = { $ref: "#/components/responses/Problem" };

export function specification(base: string): object {
  return {
    openapi: "3.1.1",
    info: { title: "Ed-Fi API Configuration Service API", version: SPECIFICATION_VERSION },
    servers: [{ url: base }],
    tags: COLLECTIONS.map((name) => ({ name })),
    security: [{ oauth2_client_credentials: [] }],
    paths: {
      ...Object.fromEntries(COLLECTIONS.flatMap(pathsOf)),
      ...Object.fromEntries(LISTS.map((name) => [`/v3/${name}`, { get: operation(name) }])),
    },
    components: {
      schemas: {},
      responses: { Problem: { description: "Refused", content: { "application/problem+json": {} } } },
      parameters: { id: { name: "id", in: "path", required: true, schema: { type: "integer" } } },
      securitySchemes: {
        oauth2_client_credentials: {
          type: "oauth2",
          flows: { clientCredentials: { tokenUrl: `${base}/connect/token`, scopes: {} } },
        },
      },
    },
  };
}

function pathsOf(name: string): [string, object][] {
  const body = { requestBody: { content: JSON_CONTENT } };
  const one = { parameters: [{ $ref: "#/components/parameters/id" }] };
  return [
    [`/v3/${name}`, { get: operation(name), post: { ...operation(name), ...body } }],
    [
      `/v3/${name}/{id}`,
      { ...one, get: operation(name), put: { ...operation(name), ...body }, delete: operation(name) },
    ],
  ];
}

function operation(tag: string): object {
  return { tags: [tag], responses: { "2XX": DONE, "4XX": PROBLEM } };
}
