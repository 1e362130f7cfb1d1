/** `/v3/applications`: each has one key and secret to begin with; the secret is shown once. */
import { randomUUID } from "node:crypto";
import type { SandboxResponse } from "../http.ts";
import { generateSecret, hashSecret } from "../oauth/secrets.ts";
import { applicationViews, listApplications } from "./application-views.ts";
import { unknownDataStores } from "./data-stores.ts";
import {
  empty,
  type Failure,
  failureResponse,
  invalidData,
  json,
  NO_ROUTE,
  notFound,
  unresolvedReference,
} from "./failure.ts";
import { BodyChecks, type RouteContext, readId, withBody } from "./route-context.ts";
import type { ApiClientRecord, Application, ConfigRepository, ConfigState } from "./state.ts";

export type ApplicationFields = Omit<Application, "id">;

export interface NewCredentials {
  readonly id: number;
  readonly key: string;
  readonly secret: string;
}

export function handleApplications(context: RouteContext): SandboxResponse {
  const { request, rest, repository } = context;
  if (rest.length === 0) {
    if (request.method === "GET") return listApplications(context, () => true);
    return request.method === "POST" ? create(context) : empty(405, { allow: "GET, POST" });
  }
  const id = readId(context);
  if (typeof id !== "number") return id;
  if (request.method === "PUT" && rest.length === 1) return update(context, id);
  const application = repository.state.applications.find((entry) => entry.id === id);
  if (application === undefined) return failureResponse(request, notFound("Application", id));
  if (rest[1] === "reset-credential" && rest.length === 2 && request.method === "PUT") return reset(context, id);
  if (rest.length > 1) return failureResponse(request, NO_ROUTE);
  if (request.method === "GET") return json(200, applicationViews(repository.state, [application])[0]);
  return request.method === "DELETE" ? remove(context, id) : empty(405, { allow: "GET, PUT, DELETE" });
}

/** Also used for the ready-made client, so that both ways make the same records. */
export function createApplication(
  repository: ConfigRepository,
  fields: ApplicationFields,
  newSecret = generateSecret,
): NewCredentials {
  const id = repository.nextId();
  repository.state.applications.push({ id, ...fields });
  const { key, secret } = createApiClient(
    repository,
    {
      applicationId: id,
      name: fields.applicationName.slice(0, 50),
      isApproved: true,
      dataStoreIds: fields.dataStoreIds,
    },
    newSecret(),
  );
  repository.save();
  return { id, key, secret };
}

export function createApiClient(
  repository: ConfigRepository,
  fields: Pick<ApiClientRecord, "applicationId" | "name" | "isApproved" | "dataStoreIds">,
  secret = generateSecret(),
): NewCredentials {
  const id = repository.nextId();
  const key = randomUUID();
  repository.state.apiClients.push({
    id,
    ...fields,
    clientId: key,
    clientUuid: randomUUID(),
    secretHash: hashSecret(secret),
  });
  repository.save();
  return { id, key, secret };
}

/** A new secret for the same key. */
export function resetSecret(repository: ConfigRepository, client: ApiClientRecord): string {
  const secret = generateSecret();
  repository.state.apiClients = repository.state.apiClients.map((entry) =>
    entry.id === client.id ? { ...entry, secretHash: hashSecret(secret) } : entry,
  );
  repository.save();
  return secret;
}

function read(checks: BodyChecks): ApplicationFields {
  return {
    applicationName: checks.text("applicationName", 256),
    vendorId: checks.owner("vendorId"),
    claimSetName: checks.claimSetName("claimSetName"),
    educationOrganizationIds: checks.ids("educationOrganizationIds"),
    dataStoreIds: checks.dataStoreIds(),
    profileIds: checks.ids("profileIds"),
  };
}

function referenceFailure(state: ConfigState, fields: ApplicationFields, own?: number): Failure | undefined {
  if (!state.vendors.some(({ id }) => id === fields.vendorId)) {
    return unresolvedReference("Reference 'VendorId' does not exist.");
  }
  if (unknownDataStores(state, fields.dataStoreIds).length > 0) {
    return unresolvedReference("Data store does not exist.");
  }
  if (fields.profileIds.length > 0) return unresolvedReference("Profile does not exist.");
  const sameName = (entry: Application): boolean =>
    entry.id !== own && entry.vendorId === fields.vendorId && entry.applicationName === fields.applicationName;
  if (state.applications.some(sameName)) {
    return invalidData({ ApplicationName: [`Application '${fields.applicationName}' already exists for vendor.`] });
  }
  return undefined;
}

function create({ request, repository, base }: RouteContext): SandboxResponse {
  return withBody(request, (body) => {
    const checks = new BodyChecks(body);
    const fields = read(checks);
    const failure = checks.failure ?? referenceFailure(repository.state, fields);
    if (failure !== undefined) return failureResponse(request, failure);
    const made = createApplication(repository, fields);
    return json(201, made, { location: `${base}/v3/applications/${made.id}` });
  });
}

function update({ request, repository }: RouteContext, id: number): SandboxResponse {
  return withBody(request, (body) => {
    const checks = new BodyChecks(body);
    const fields = read(checks);
    checks.sameId(id);
    const { state } = repository;
    const missing = state.applications.some((entry) => entry.id === id) ? undefined : notFound("Application", id);
    const failure = checks.failure ?? missing ?? referenceFailure(state, fields, id);
    if (failure !== undefined) return failureResponse(request, failure);
    state.applications = state.applications.map((entry) => (entry.id === id ? { ...entry, ...fields } : entry));
    state.apiClients = state.apiClients.map((client) =>
      client.applicationId === id ? { ...client, dataStoreIds: fields.dataStoreIds } : client,
    );
    repository.save();
    return empty(204);
  });
}

function reset({ request, repository }: RouteContext, id: number): SandboxResponse {
  const client = repository.state.apiClients.find(({ applicationId }) => applicationId === id);
  if (client === undefined) return failureResponse(request, notFound("Application", id));
  return json(200, { id, key: client.clientId, secret: resetSecret(repository, client) });
}

function remove({ repository }: RouteContext, id: number): SandboxResponse {
  const { state } = repository;
  state.applications = state.applications.filter((entry) => entry.id !== id);
  state.apiClients = state.apiClients.filter(({ applicationId }) => applicationId !== id);
  repository.save();
  return empty(204);
}
