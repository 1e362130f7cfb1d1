/** `/v3/dataStores` and `/v3/dataStoreContexts`. The sandbox has one real store, id 1; others are entries only. */
import type { SandboxResponse } from "../http.ts";
import { listApplications } from "./application-views.ts";
import { empty, failureResponse, json, NO_ROUTE, notFound, unresolvedReference } from "./failure.ts";
import { type ListFields, page } from "./list-query.ts";
import { BodyChecks, type RouteContext, readId, withBody } from "./route-context.ts";
import type { ConfigState, DataStore, DataStoreContext } from "./state.ts";

const STORE_FIELDS: ListFields = {
  order: ["id", "dataStoreType", "name"],
  filter: ["id", "dataStoreType", "name"],
};
const CONTEXT_FIELDS: ListFields = { order: ["id", "dataStoreId", "contextKey", "contextValue"] };

export function handleDataStores(context: RouteContext): SandboxResponse {
  const { request, rest, repository } = context;
  const { state } = repository;
  if (rest.length === 0) {
    if (request.method === "GET") {
      const stores = page(context, state.dataStores, STORE_FIELDS);
      return "status" in stores
        ? stores
        : json(
            200,
            stores.map((store) => view(state, store)),
          );
    }
    return request.method === "POST" ? saveStore(context, undefined) : empty(405, { allow: "GET, POST" });
  }
  const id = readId(context);
  if (typeof id !== "number") return id;
  const store = state.dataStores.find((entry) => entry.id === id);
  if (store === undefined) return failureResponse(request, notFound("DataStore", id));
  if (rest[1] === "applications" && rest.length === 2 && request.method === "GET")
    return listApplications(context, ({ dataStoreIds }) => dataStoreIds.includes(id));
  if (rest.length > 1) return failureResponse(request, NO_ROUTE);
  if (request.method === "GET") return json(200, view(state, store));
  if (request.method === "PUT") return saveStore(context, store);
  if (request.method !== "DELETE") return empty(405, { allow: "GET, PUT, DELETE" });
  state.dataStores = state.dataStores.filter((entry) => entry.id !== id);
  state.dataStoreContexts = state.dataStoreContexts.filter(({ dataStoreId }) => dataStoreId !== id);
  repository.save();
  return empty(204);
}

/** Those of the ids that no data store has. */
export function unknownDataStores({ dataStores }: ConfigState, ids: readonly number[]): number[] {
  return ids.filter((id) => !dataStores.some((store) => store.id === id));
}

function view(state: ConfigState, store: DataStore): object {
  const dataStoreContexts = state.dataStoreContexts
    .filter(({ dataStoreId }) => dataStoreId === store.id)
    .sort((a, b) => a.contextKey.localeCompare(b.contextKey, "en"));
  return { ...store, dataStoreContexts, dataStoreDerivatives: [], tenantId: null };
}

/** Creates a data store, or replaces the given one. */
function saveStore({ request, repository, base }: RouteContext, known: DataStore | undefined): SandboxResponse {
  return withBody(request, (body) => {
    const checks = new BodyChecks(body);
    const fields = {
      dataStoreType: checks.text("dataStoreType", 50),
      name: checks.text("name", 256),
      connectionString: checks.text("connectionString", 1000),
    };
    if (known !== undefined) checks.sameId(known.id);
    if (checks.failure !== undefined) return failureResponse(request, checks.failure);
    const id = known?.id ?? repository.nextId();
    const others = repository.state.dataStores.filter((entry) => entry.id !== id);
    repository.state.dataStores = [...others, { id, ...fields }].sort((a, b) => a.id - b.id);
    repository.save();
    if (known !== undefined) return empty(204);
    const made = { id, status: 201, title: `New DataStore ${fields.name} has been created successfully.` };
    return json(201, made, { location: `${base}/v3/dataStores/${id}` });
  });
}

export function handleDataStoreContexts(context: RouteContext): SandboxResponse {
  const { request, rest, repository } = context;
  const { state } = repository;
  if (rest.length === 0) {
    if (request.method === "GET") {
      const contexts = page(context, state.dataStoreContexts, CONTEXT_FIELDS);
      return "status" in contexts ? contexts : json(200, contexts);
    }
    return request.method === "POST" ? saveContext(context, undefined) : empty(405, { allow: "GET, POST" });
  }
  const id = readId(context);
  if (typeof id !== "number") return id;
  const known = state.dataStoreContexts.find((entry) => entry.id === id);
  if (known === undefined) return failureResponse(request, notFound("DataStoreContext", id));
  if (request.method === "GET") return json(200, known);
  if (request.method === "PUT") return saveContext(context, known);
  if (request.method !== "DELETE") return empty(405, { allow: "GET, PUT, DELETE" });
  state.dataStoreContexts = state.dataStoreContexts.filter((entry) => entry.id !== id);
  repository.save();
  return empty(204);
}

function saveContext(
  { request, repository, base }: RouteContext,
  known: DataStoreContext | undefined,
): SandboxResponse {
  return withBody(request, (body) => {
    const checks = new BodyChecks(body);
    const dataStoreId = Number(body.dataStoreId ?? 0);
    const fields = {
      dataStoreId,
      contextKey: checks.text("contextKey", 256),
      contextValue: checks.text("contextValue", 256),
    };
    if (known !== undefined) checks.sameId(known.id);
    if (checks.failure !== undefined) return failureResponse(request, checks.failure);
    if (unknownDataStores(repository.state, [dataStoreId]).length > 0) {
      return failureResponse(request, unresolvedReference("Data store does not exist."));
    }
    const id = known?.id ?? repository.nextId();
    const others = repository.state.dataStoreContexts.filter((entry) => entry.id !== id);
    repository.state.dataStoreContexts = [...others, { id, ...fields }];
    repository.save();
    if (known !== undefined) return empty(204);
    const made = { id, status: 201, title: "New DataStoreContext has been created successfully." };
    return json(201, made, { location: `${base}/v3/dataStoreContexts/${id}` });
  });
}
