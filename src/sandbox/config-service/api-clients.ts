/** `/v3/apiClients`: further keys of an application. Addressed by id, or for reading also by key. */
import type { SandboxResponse } from "../http.ts";
import { createApiClient, resetSecret } from "./applications.ts";
import { empty, type Failure, failureResponse, json, notFound, unresolvedReference } from "./failure.ts";
import { BodyChecks, page, type RouteContext, withBody } from "./route-context.ts";
import type { ApiClientRecord, ConfigState } from "./state.ts";

type Fields = Pick<ApiClientRecord, "applicationId" | "name" | "isApproved" | "dataStoreIds">;

export function handleApiClients(context: RouteContext): SandboxResponse {
  const { request, rest, repository } = context;
  if (rest.length === 0) {
    if (request.method === "GET") {
      const clients = page(context, repository.state.apiClients);
      return "status" in clients ? clients : json(200, clients.map(view));
    }
    return request.method === "POST" ? create(context) : empty(405, { allow: "GET, POST" });
  }
  const id = rest[0] ?? "";
  const client = repository.state.apiClients.find((entry) => String(entry.id) === id || entry.clientId === id);
  if (client === undefined) return failureResponse(request, notFound("ApiClient", id));
  if (rest[1] === "reset-credential" && rest.length === 2 && request.method === "PUT") {
    return json(200, { id: client.id, key: client.clientId, secret: resetSecret(repository, client) });
  }
  if (rest.length > 1) return failureResponse(request, notFound("Path", rest.join("/")));
  if (request.method === "GET") return json(200, view(client));
  if (request.method === "PUT") return update(context, client);
  return request.method === "DELETE" ? remove(context, client) : empty(405, { allow: "GET, PUT, DELETE" });
}

function view({ secretHash: _secretHash, ...rest }: ApiClientRecord): object {
  return rest;
}

function read(checks: BodyChecks): Fields {
  const applicationId = checks.body.applicationId;
  if (typeof applicationId !== "number" || applicationId <= 0) {
    checks.add("applicationId", "'Application Id' must be greater than '0'.");
  }
  return {
    applicationId: typeof applicationId === "number" ? applicationId : 0,
    name: checks.text("name", 50),
    isApproved: checks.body.isApproved !== false,
    dataStoreIds: checks.ids("dataStoreIds"),
  };
}

function referenceFailure(state: ConfigState, fields: Fields): Failure | undefined {
  if (!state.applications.some(({ id }) => id === fields.applicationId)) {
    return unresolvedReference("Reference 'ApplicationId' does not exist.");
  }
  if (fields.dataStoreIds.some((id) => !state.dataStores.some((store) => store.id === id))) {
    return unresolvedReference("Data store does not exist.");
  }
  return undefined;
}

function create({ request, repository, base }: RouteContext): SandboxResponse {
  return withBody(request, (body) => {
    const checks = new BodyChecks(body);
    const fields = read(checks);
    const failure = checks.failure ?? referenceFailure(repository.state, fields);
    if (failure !== undefined) return failureResponse(request, failure);
    const made = createApiClient(repository, fields);
    return json(201, made, { location: `${base}/v3/apiClients/${made.id}` });
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
