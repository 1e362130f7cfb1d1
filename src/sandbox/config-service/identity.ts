/** `/connect/*`: registration, tokens, introspection and revocation, as the self-contained identity provider does it. */
import type { SandboxRequest, SandboxResponse } from "../http.ts";
import { basicCredentials, bodyFields } from "../oauth/credentials.ts";
import { hashSecret } from "../oauth/secrets.ts";
import type { TokenService, TokenSubject } from "../oauth/token-service.ts";
import {
  authenticationFailed,
  authorizationFailed,
  badRequest,
  failureResponse,
  invalidData,
  json,
} from "./failure.ts";
import type { AdminClient, ConfigRepository } from "./state.ts";

export const FULL_ACCESS = "edfi_admin_api/full_access";
export const READONLY_ACCESS = "edfi_admin_api/readonly_access";
export const METADATA_ACCESS = "edfi_admin_api/authMetadata_readonly_access";

const SECRET_RULE =
  "Client secret must contain at least one lowercase letter, one uppercase letter, one number, and one special character, and must be 32 to 128 characters long.";

export interface IdentityContext {
  readonly repository: ConfigRepository;
  readonly tokens: TokenService;
  readonly checkSecret: (secret: string, hash: string) => boolean;
  readonly allowRegistration: boolean;
  /** Called for each token request: for the ledger. */
  readonly onToken: (clientId: string, outcome: "issued" | "refused" | "limited") => void;
}

export function register(request: SandboxRequest, context: IdentityContext): SandboxResponse {
  if (!context.allowRegistration) {
    return failureResponse(request, authorizationFailed(["Registration is disabled."]));
  }
  const fields = bodyFields(request);
  const clientId = fields?.get("clientid") ?? "";
  const secret = fields?.get("clientsecret") ?? "";
  const displayName = fields?.get("displayname") ?? "";
  const errors: Record<string, string[]> = {};
  const { state } = context.repository;
  if (clientId === "") errors.ClientId = ["'Client Id' must not be empty."];
  else if (state.adminClients.some((client) => client.clientId === clientId)) {
    errors.ClientId = ["Client with the same Client Id already exists. Please provide different Client Id."];
  }
  if (secret === "") errors.ClientSecret = ["'Client Secret' must not be empty."];
  else if (!isStrong(secret)) errors.ClientSecret = [SECRET_RULE];
  if (displayName === "") errors.DisplayName = ["'Display Name' must not be empty."];
  if (Object.keys(errors).length > 0) return failureResponse(request, invalidData(errors));
  addAdminClient(context.repository, { clientId, displayName, secret, scopes: [FULL_ACCESS] });
  return json(200, { title: `Registered client ${clientId} successfully.`, status: 200 });
}

export function addAdminClient(
  repository: ConfigRepository,
  client: { clientId: string; displayName: string; secret: string; scopes: readonly string[] },
): void {
  const { secret, ...rest } = client;
  const entry: AdminClient = { ...rest, secretHash: hashSecret(secret) };
  repository.state.adminClients.push(entry);
  repository.save();
}

function isStrong(secret: string): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/];
  return secret.length >= 32 && secret.length <= 128 && kinds.every((kind) => kind.test(secret));
}

/** `POST /connect/token`: form or JSON fields, what they lack from a Basic header. */
export function connectToken(request: SandboxRequest, context: IdentityContext): SandboxResponse {
  const fields = bodyFields(request) ?? new Map<string, string>();
  const basic = basicCredentials(request.headers.authorization);
  const clientId = basic?.clientId ?? fields.get("client_id") ?? "";
  const secret = basic?.clientSecret ?? fields.get("client_secret") ?? "";
  const grantType = fields.get("grant_type") ?? "";
  const errors = missingCredentials(clientId, secret);
  if (grantType === "") errors.grant_type = ["'grant_type' must not be empty."];
  if (Object.keys(errors).length > 0) return failureResponse(request, invalidData(errors));
  if (grantType !== "client_credentials") {
    return failureResponse(request, badRequest("The specified grant type is not supported."));
  }
  return issueToken(request, context, { clientId, secret, scope: fields.get("scope") ?? "" });
}

function missingCredentials(clientId: string, secret: string): Record<string, string[]> {
  return {
    ...(clientId === "" ? { client_id: ["'client_id' must not be empty."] } : {}),
    ...(secret === "" ? { client_secret: ["'client_secret' must not be empty."] } : {}),
  };
}

interface TokenRequest {
  readonly clientId: string;
  readonly secret: string;
  readonly scope: string;
}

/** What the DMS token endpoint, which is a proxy to this one, gets for a valid grant type. */
export function tokenFor(request: SandboxRequest, context: IdentityContext, wanted: TokenRequest): SandboxResponse {
  const errors = missingCredentials(wanted.clientId, wanted.secret);
  return Object.keys(errors).length > 0
    ? failureResponse(request, invalidData(errors))
    : issueToken(request, context, wanted);
}

function issueToken(
  request: SandboxRequest,
  context: IdentityContext,
  { clientId, secret, scope }: TokenRequest,
): SandboxResponse {
  const subject = authenticateClient(context, clientId, secret, scope);
  if (typeof subject === "string") {
    context.onToken(clientId, "refused");
    return failureResponse(request, authenticationFailed([`${subject}. Invalid client or Invalid client credentials`]));
  }
  const result = context.tokens.issue(subject);
  context.onToken(clientId, result.kind);
  if (result.kind === "limited") {
    return failureResponse(request, {
      status: 429,
      type: "too-many-requests",
      title: "Too Many Requests",
      detail: "The number of live access tokens of this client has reached its limit. Retry the request later.",
      headers: { "retry-after": String(result.retryAfterSeconds) },
    });
  }
  return json(
    200,
    { access_token: result.token, expires_in: result.expiresInSeconds, token_type: "Bearer" },
    { "cache-control": "no-store" },
  );
}

/** The subject of a token, or the OAuth error. */
function authenticateClient(
  context: IdentityContext,
  clientId: string,
  secret: string,
  scope: string,
): TokenSubject | "invalid_client" | "unauthorized_client" {
  const { state } = context.repository;
  const none = { namespacePrefixes: "", educationOrganizationIds: [], dataStoreIds: [] };
  const admin = state.adminClients.find((client) => client.clientId === clientId);
  if (admin !== undefined) {
    if (!context.checkSecret(secret, admin.secretHash)) return "unauthorized_client";
    const asked = scope.split(/\s+/).filter((each) => admin.scopes.includes(each));
    return { clientId, scope: (asked.length > 0 ? asked : admin.scopes).join(" "), ...none };
  }
  const client = state.apiClients.find((entry) => entry.clientId === clientId);
  const application = state.applications.find(({ id }) => id === client?.applicationId);
  if (client === undefined || application === undefined || !client.isApproved) return "invalid_client";
  if (!context.checkSecret(secret, client.secretHash)) return "unauthorized_client";
  const vendor = state.vendors.find(({ id }) => id === application.vendorId);
  return {
    clientId,
    scope: application.claimSetName,
    namespacePrefixes: vendor?.namespacePrefixes ?? "",
    educationOrganizationIds: application.educationOrganizationIds,
    dataStoreIds: client.dataStoreIds,
  };
}

export function introspect(request: SandboxRequest, { tokens }: IdentityContext): SandboxResponse {
  const bearer = tokens.inspect(bodyFields(request)?.get("token") ?? "");
  if (bearer === undefined || tokens.isRevoked(bearer.claims.jti)) return json(200, { active: false });
  const { client_id, scope, exp, iat, iss, aud, jti } = bearer.claims;
  return json(200, { active: true, client_id, scope, token_type: "Bearer", exp, iat, iss, aud, jti });
}

/** Always 200 (RFC 7009). */
export function revoke(request: SandboxRequest, { tokens }: IdentityContext): SandboxResponse {
  tokens.revoke(bodyFields(request)?.get("token") ?? "");
  return json(200, {});
}
