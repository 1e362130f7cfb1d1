/** The Configuration Service: routes below `/config`, who may call them, and the clients it starts with. */
import type { ClaimSetRegistry } from "../claims/registry.ts";
import type { SandboxRequest, SandboxResponse } from "../http.ts";
import type { TokenService } from "../oauth/token-service.ts";
import { handleApiClients } from "./api-clients.ts";
import { handleApplications } from "./applications.ts";
import { handleAuthorizationMetadata, handleClaimSets } from "./claim-sets.ts";
import { handleManagement } from "./claims-upload.ts";
import { handleDataStoreContexts, handleDataStores } from "./data-stores.ts";
import { empty, FORBIDDEN, failureResponse, json, METHOD_NOT_ALLOWED, NO_ROUTE, UNAUTHENTICATED } from "./failure.ts";
import { handleActions, handleAuthorizationStrategies } from "./fixed-lists.ts";
import {
  addAdminClient,
  connectToken,
  FULL_ACCESS,
  type IdentityContext,
  introspect,
  METADATA_ACCESS,
  READONLY_ACCESS,
  register,
  revoke,
} from "./identity.ts";
import {
  handleResourceClaimActionAuthStrategies,
  handleResourceClaimActions,
  handleResourceClaims,
} from "./resource-claims.ts";
import type { RouteContext } from "./route-context.ts";
import { SPECIFICATION_VERSION, specification } from "./specification.ts";
import type { ConfigRepository } from "./state.ts";
import { handleVendors } from "./vendors.ts";

export interface ConfigServiceOptions {
  readonly identity: IdentityContext;
  readonly claimSets: ClaimSetRegistry;
  readonly resources: RouteContext["resources"];
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Answers a request; `path` is what follows `/config`, `base` the address up to and with `/config`. */
export type ConfigService = (request: SandboxRequest, path: string, base: string) => SandboxResponse;

const COLLECTIONS: Readonly<Record<string, (context: RouteContext) => SandboxResponse>> = {
  vendors: handleVendors,
  applications: handleApplications,
  apiclients: handleApiClients,
  claimsets: handleClaimSets,
  datastores: handleDataStores,
  datastorecontexts: handleDataStoreContexts,
  authorizationmetadata: handleAuthorizationMetadata,
  actions: handleActions,
  authorizationstrategies: handleAuthorizationStrategies,
  resourceclaims: handleResourceClaims,
  resourceclaimactions: handleResourceClaimActions,
  resourceclaimactionauthstrategies: handleResourceClaimActionAuthStrategies,
};

const MANAGEMENT: typeof COLLECTIONS = { management: handleManagement };

const ROUTE_WORDS = new Set([
  ...Object.keys(COLLECTIONS),
  ..."v3 connect register token introspect revoke health metadata specifications copy import export".split(" "),
  "reset-credential",
  "management",
  "upload-claims",
  "reload-claims",
  "current-claims",
  ".well-known",
  "openid-configuration",
  "jwks",
  "jwks.json",
]);

/** Route pattern for the ledger: a segment that is no word of a route is an id. */
export function configPattern(path: string): string {
  const segments = path.split("/").filter((segment) => segment !== "");
  const words = segments
    .slice(0, 5)
    .map((segment) => (ROUTE_WORDS.has(segment.toLowerCase()) ? segment.toLowerCase() : "{id}"));
  return ["/config", ...words].join("/");
}

/** Public development credentials, the same that DMS's start scripts create. */
export const DEVELOPMENT_SECRET = "ValidClientSecret1234567890!Abcd";
const DEVELOPMENT_CLIENTS = [
  { clientId: "DmsConfigurationService", scopes: [FULL_ACCESS] },
  { clientId: "CMSReadOnlyAccess", scopes: [READONLY_ACCESS] },
  { clientId: "CMSAuthMetadataReadOnlyAccess", scopes: [METADATA_ACCESS] },
];

export function ensureDevelopmentClients(repository: ConfigRepository): void {
  for (const { clientId, scopes } of DEVELOPMENT_CLIENTS) {
    if (repository.state.adminClients.some((client) => client.clientId === clientId)) continue;
    addAdminClient(repository, { clientId, displayName: clientId, secret: DEVELOPMENT_SECRET, scopes });
  }
}

export function createConfigService(options: ConfigServiceOptions): ConfigService {
  return (request, path, base) => {
    const answer = respond(options, request, path, base);
    const isBare405 = answer.status === 405 && answer.body === undefined;
    return isBare405 ? failureResponse(request, { ...METHOD_NOT_ALLOWED, headers: answer.headers }) : answer;
  };
}

function respond(options: ConfigServiceOptions, request: SandboxRequest, path: string, base: string): SandboxResponse {
  const segments = path.split("/").filter((segment) => segment !== "");
  const [first = "", second = ""] = segments.map((segment) => segment.toLowerCase());
  if (first === "v3" && segments.length > 1) return handleApi(options, request, segments.slice(1), base, COLLECTIONS);
  if (first === "management") return handleApi(options, request, segments, base, MANAGEMENT);
  const route = `${request.method} /${segments.join("/").toLowerCase()}`;
  if (first === "connect") return handleConnect(options.identity, request, second, segments.length);
  switch (route) {
    case "GET /":
      return json(200, information(options.version, base));
    case "GET /metadata/specifications":
      return json(200, specification(base));
    case "GET /health":
      return {
        status: 200,
        headers: { "content-type": "text/plain; charset=utf-8" },
        body: new Date(options.now()).toISOString(),
      };
    case "GET /.well-known/openid-configuration":
      return json(200, openIdConfiguration(base));
    case "GET /.well-known/jwks":
    case "GET /.well-known/jwks.json":
      return json(200, { keys: [] });
    default:
      return failureResponse(request, NO_ROUTE);
  }
}

function handleConnect(
  identity: IdentityContext,
  request: SandboxRequest,
  name: string,
  length: number,
): SandboxResponse {
  const handlers = { register, token: connectToken, introspect, revoke };
  const handler = length === 2 && Object.hasOwn(handlers, name) ? handlers[name as keyof typeof handlers] : undefined;
  if (handler === undefined) return failureResponse(request, NO_ROUTE);
  return request.method === "POST" ? handler(request, identity) : empty(405, { allow: "POST" });
}

function handleApi(
  { identity, claimSets, resources }: ConfigServiceOptions,
  request: SandboxRequest,
  segments: readonly string[],
  base: string,
  handlers: typeof COLLECTIONS,
): SandboxResponse {
  const [collection = "", ...rest] = segments;
  const key = collection.toLowerCase();
  const handler = Object.hasOwn(handlers, key) ? handlers[key] : undefined;
  if (handler === undefined) return failureResponse(request, NO_ROUTE);
  return (
    accessRefusal(identity.tokens, request, key) ??
    handler({ request, repository: identity.repository, claimSets, base, rest, resources })
  );
}

/** Undefined: the caller may make this call. */
export function accessRefusal(
  tokens: Pick<TokenService, "authenticate">,
  request: SandboxRequest,
  collection: string,
): SandboxResponse | undefined {
  const authenticated = tokens.authenticate(request.headers.authorization);
  if ("error" in authenticated) {
    const challenge = authenticated.error === "Invalid token" ? 'Bearer error="invalid_token"' : "Bearer";
    return failureResponse(request, { ...UNAUTHENTICATED, headers: { "www-authenticate": challenge } });
  }
  const scopes = authenticated.bearer.claims.scope.split(" ");
  return mayCall(scopes, request.method, collection) ? undefined : failureResponse(request, FORBIDDEN);
}

function mayCall(scopes: readonly string[], method: string, collection: string): boolean {
  if (scopes.includes(FULL_ACCESS)) return true;
  if (method !== "GET") return false;
  if (scopes.includes(READONLY_ACCESS)) return true;
  return scopes.includes(METADATA_ACCESS) && (collection === "authorizationmetadata" || collection === "claimsets");
}

function information(version: string, base: string): object {
  return {
    version,
    applicationName: "Ed-Fi API Configuration Service",
    informationalVersion: "Sandbox",
    build: `${version}.0`,
    urls: { openApiMetadata: `${base}/metadata/specifications` },
    specificationVersion: SPECIFICATION_VERSION,
  };
}

/** Tokens are signed with a secret key, so the key list is empty. */
function openIdConfiguration(base: string): object {
  return {
    issuer: base,
    token_endpoint: `${base}/connect/token`,
    introspection_endpoint: `${base}/connect/introspect`,
    revocation_endpoint: `${base}/connect/revoke`,
    registration_endpoint: `${base}/connect/register`,
    jwks_uri: `${base}/.well-known/jwks`,
    grant_types_supported: ["client_credentials"],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
    scopes_supported: [FULL_ACCESS, READONLY_ACCESS, METADATA_ACCESS],
    response_types_supported: ["token"],
  };
}
