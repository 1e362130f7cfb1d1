/** `/v3/apiClients`: further keys of an application. Addressed by id, or for reading also by key. */
import type { SandboxResponse } from "../http.ts";
import { createApiClient, type NewCredentials, resetSecret } from "./applications.ts";
import { unknownDataStores } from "./data-stores.ts";
import { empty, type Failure, failureResponse, json, NO_ROUTE, notFound, unresolvedReference } from "./failure.ts";
import { type ListFields, page } from "./list-query.ts";
import { BodyChecks, type RouteContext, withBody } from "./route-context.ts";
import type { ApiClientRecord, ConfigState } from "./state.ts";

const FIELDS: ListFields = { order: ["id", "applicationId", "name"], filter: ["applicationId"] };

type Fields = Pick<ApiClientRecord, "applicationId" | "name" | "isApproved" | "dataStoreIds">;

export function handleApiClients(context: RouteContext): SandboxResponse {
  const { request, rest, repository } = context;
  if (rest.length === 0) {
    if (request.method === "GET") {
      const clients = page(context, repository.state.apiClients, FIELDS);
      return "status" in clients ? clients : json(200, clients.map(view));
    }
    return request.method === "POST" ? create(context) : empty(405, { allow: "GET, POST" });
  }
  const id = rest[0] ?? "";
  const client = repository.state.apiClients.find((entry) => String(entry.id) === id || entry.clientId === id);
  if (client === undefined) return failureResponse(request, unknownClient(request.method, id));
  if (rest[1] === "reset-credential" && rest.length === 2 && request.method === "PUT") {
    const secret = resetSecret(repository, client);
    return json(200, shownOnce({ id: client.id, key: client.clientId, secret }, client));
  }
  if (rest.length > 1) return failureResponse(request, NO_ROUTE);
  if (request.method === "GET") return json(200, view(client));
  if (request.method === "PUT") return update(context, client);
  return request.method === "DELETE" ? remove(context, client) : empty(405, { allow: "GET, PUT, DELETE" });
}

/** Reading goes by key, so that the text names no id. */
function unknownClient(method: string, id: string): Failure {
  const failure = notFound("ApiClient", id);
  return method === "GET" ? { ...failure, detail: "ApiClient not found" } : failure;
}

/** Ownership tokens are not supported. */
function view({ secretHash: _secretHash, dataStoreIds, ...rest }: ApiClientRecord): object {
  return { ...rest, creatorOwnershipTokenId: null, ownershipTokenIds: [], dataStoreIds };
}

function shownOnce({ id, key, secret }: NewCredentials, { applicationId, name }: Fields): object {
  return { id, applicationId, name, key, secret };
}

function read(checks: BodyChecks): Fields {
  checks.required("applicationId", "name", "isApproved");
  return {
    applicationId: checks.owner("applicationId"),
    name: checks.text("name", 50),
    isApproved: checks.flag("isApproved", true),
    dataStoreIds: checks.dataStoreIds(),
  };
}

function referenceFailure(state: ConfigState, fields: Fields): Failure | undefined {
  if (!state.applications.some(({ id }) => id === fields.applicationId)) {
    return unresolvedReference(`Application with ID ${fields.applicationId} not found.`);
  }
  const unknown = unknownDataStores(state, fields.dataStoreIds);
  if (unknown.length === 0) return undefined;
  return unresolvedReference(`The following DataStoreIds were not found in database: ${unknown.join(", ")}`);
}

function create({ request, repository, base }: RouteContext): SandboxResponse {
  return withBody(request, (body) => {
    const checks = new BodyChecks(body);
    const fields = read(checks);
    const failure = checks.failure ?? referenceFailure(repository.state, fields);
    if (failure !== undefined) return failureResponse(request, failure);
    const made = createApiClient(repository, fields);
    return json(201, shownOnce(made, fields), { location: `${base}/v3/apiClients/${made.id}` });
  });
}

function update({ request, repository }: RouteContext, client: ApiClientRecord): SandboxResponse {
  return withBody(request, (body) => {
    const checks = new BodyChecks(body);
    const fields = read(checks);
    checks.sameId(client.id);
    const failure = checks.failure ?? referenceFailure(repository.state, fields);
    if (failure !== undefined) return failureResponse(request, failure);
    repository.state.apiClients = repository.state.apiClients.map((entry) =>
      entry.id === client.id ? { ...entry, ...fields } : entry,
    );
    repository.save();
    return empty(204);
  });
}

function remove({ repository }: RouteContext, client: ApiClientRecord): SandboxResponse {
  repository.state.apiClients = repository.state.apiClients.filter((entry) => entry.id !== client.id);
  repository.save();
  return empty(204);
}
