/**
 * The DMS token endpoints. `/oauth/token` is a proxy to the Configuration Service in DMS: it reads
 * credentials from a Basic header only, and wraps what the service refuses. With the ODS/API flavour
 * credentials may be in the body too.
 */

import type { ResourceModel } from "../../api-model/types.ts";
import { accessTo, servicesOf } from "../claims/claim-set.ts";
import type { ClaimSetRegistry } from "../claims/registry.ts";
import { type Failure, failureResponse, JSON_TYPE, json } from "../config-service/failure.ts";
import { type IdentityContext, tokenFor } from "../config-service/identity.ts";
import type { SandboxRequest, SandboxResponse } from "../http.ts";
import { problem } from "../problem.ts";
import { basicCredentials, bodyFields, type Credentials } from "./credentials.ts";
import type { Bearer, TokenService } from "./token-service.ts";

export interface TokenEndpointOptions {
  readonly identity: IdentityContext;
  /** ODS/API: `client_id` and `client_secret` in a form or JSON body count too. */
  readonly bodyCredentials: boolean;
}

export function handleToken(request: SandboxRequest, options: TokenEndpointOptions): SandboxResponse {
  const fields = bodyFields(request);
  const { authorization = "" } = request.headers;
  const credentials = basicCredentials(authorization) ?? (options.bodyCredentials ? credentialsIn(fields) : undefined);
  if (credentials === undefined && !/basic/i.test(authorization))
    return failureResponse(request, badRequest("Malformed Authorization header"), JSON_TYPE);
  if (fields?.get("grant_type")?.toLowerCase() !== "client_credentials") {
    return failureResponse(request, badRequest("Unsupported grant type"), JSON_TYPE);
  }
  const { clientId, clientSecret: secret } = credentials ?? { clientId: "", clientSecret: "" };
  const answer = tokenFor(request, options.identity, { clientId, secret, scope: fields.get("scope") ?? "" });
  if (answer.status === 401)
    return refused(request, { status: 401, type: "unauthorized", title: "Unauthorized", detail: answer.body ?? "" });
  if (answer.status !== 400) return answer;
  const title = "Upstream service unavailable";
  return refused(request, { status: 502, type: "bad-gateway", title, detail: answer.body ?? "" });
}

function refused(request: SandboxRequest, failure: Failure): SandboxResponse {
  return failureResponse(request, failure, JSON_TYPE);
}

function credentialsIn(fields: ReadonlyMap<string, string> | undefined): Credentials | undefined {
  const clientId = fields?.get("client_id");
  const clientSecret = fields?.get("client_secret");
  return clientId === undefined || clientSecret === undefined ? undefined : { clientId, clientSecret };
}

function badRequest(detail: string): Failure {
  return { status: 400, type: "bad-request", title: "Bad Request", detail };
}

/** The entries of token_info for the organizations with these ids and those below them. */
export type OrganizationLookup = (educationOrganizationIds: readonly number[]) => readonly object[];

export interface TokenInfoOptions {
  readonly tokens: TokenService;
  readonly claimSets: ClaimSetRegistry;
  readonly resources: readonly ResourceModel[];
  readonly organizations: OrganizationLookup;
}

/** Expects a caller who is already authenticated; the body must name the same token. */
export function handleTokenInfo(request: SandboxRequest, bearer: Bearer, options: TokenInfoOptions): SandboxResponse {
  const { correlationId } = request;
  const refuse = (error: string): SandboxResponse =>
    problem("badRequest", { correlationId, detail: "An invalid token was provided", errors: [error] });
  const token = bodyFields(request)?.get("token");
  if (token === undefined) return refuse("The token was not present, or was not processable.");
  if (options.tokens.inspect(token)?.claims.jti !== bearer.claims.jti) {
    return refuse("The Authorization header token does not match the token in the request body.");
  }
  const unauthorized = (detail: string): SandboxResponse =>
    failureResponse(request, { status: 401, type: "unauthorized", title: "Unauthorized", detail }, JSON_TYPE);
  if (request.route?.hasTenants === true)
    return unauthorized("Unable to resolve application context for profile enumeration.");
  const { client } = bearer;
  const claimSet = options.claimSets.find(client.claimSetName);
  if (claimSet === undefined) return unauthorized("The client's ClaimSet was not found.");
  const resources = options.resources
    .map(({ project, endpoint, name }) => ({
      resource: `/${project}/${endpoint}`,
      operations: [...accessTo(claimSet, name, project).actions.keys()],
    }))
    .filter(({ operations }) => operations.length > 0)
    .sort((a, b) => (a.resource < b.resource ? -1 : 1));
  return json(
    200,
    {
      active: true,
      client_id: client.clientId,
      namespace_prefixes: client.namespacePrefixes,
      education_organizations: options.organizations(client.educationOrganizationIds),
      assigned_profiles: [],
      claim_set: { name: claimSet.name },
      resources,
      services: servicesOf(claimSet),
    },
    { "cache-control": "no-cache" },
  );
}
