/** `/v3/claimSets` and `/v3/authorizationMetadata`. System sets cannot be changed. */
import { compile, type StoredClaimSet } from "../claims/registry.ts";
import type { SandboxResponse } from "../http.ts";
import { importSet } from "./claim-set-import.ts";
import { authorizationMetadata, resourceClaimsView } from "./claim-set-views.ts";
import { badRequest, empty, type Failure, failureResponse, json, NO_ROUTE, notFound, notUnique } from "./failure.ts";
import { type ListFields, page } from "./list-query.ts";
import { BodyChecks, type RouteContext, readId, withBody } from "./route-context.ts";

const FIELDS: ListFields = { order: ["id", "name", "claimSetName"], filter: ["id", "name", "claimSetName"] };

export function handleClaimSets(context: RouteContext): SandboxResponse {
  const { request, rest, repository } = context;
  if (rest.length === 0) {
    if (request.method === "GET") {
      const named = repository.state.claimSets.map((set) => ({ ...set, name: set.claimSetName }));
      const sets = page(context, named, FIELDS);
      return "status" in sets
        ? sets
        : json(
            200,
            sets.map((set) => view(context, set)),
          );
    }
    return request.method === "POST" ? create(context) : empty(405, { allow: "GET, POST" });
  }
  if (rest.length === 1 && request.method === "POST" && rest[0] === "copy") return copy(context);
  if (rest.length === 1 && request.method === "POST" && rest[0] === "import") return importSet(context);
  const id = readId(context);
  if (typeof id !== "number") return id;
  const stored = repository.state.claimSets.find((entry) => entry.id === id);
  if (stored === undefined) return failureResponse(request, notFound("ClaimSet", id));
  if (rest[1] === "export" && rest.length === 2 && request.method === "GET")
    return json(200, fullView(context, stored));
  if (rest.length > 1) return failureResponse(request, NO_ROUTE);
  if (request.method === "GET") return json(200, fullView(context, stored));
  if (request.method === "PUT") return rename(context, stored);
  return request.method === "DELETE" ? remove(context, stored) : empty(405, { allow: "GET, PUT, DELETE" });
}

function view({ repository }: RouteContext, stored: StoredClaimSet): object {
  const _applications = repository.state.applications
    .filter(({ claimSetName }) => claimSetName.toLowerCase() === stored.claimSetName.toLowerCase())
    .map(({ applicationName }) => ({ applicationName }));
  return {
    id: stored.id,
    claimSetName: stored.claimSetName,
    _isSystemReserved: stored.isSystemReserved,
    _applications,
  };
}

function fullView(context: RouteContext, stored: StoredClaimSet): object {
  return { ...view(context, stored), resourceClaims: resourceClaimsView(compile(stored)) };
}

function readName(
  context: RouteContext,
  checks: BodyChecks,
  own?: number,
): { name: string; failure: Failure | undefined } {
  const name = checks.claimSetName("name");
  if (checks.failure !== undefined) return { name, failure: checks.failure };
  const taken = context.repository.state.claimSets.some(
    (entry) => entry.id !== own && entry.claimSetName.toLowerCase() === name.toLowerCase(),
  );
  return { name, failure: taken ? notUnique("A claim set with this name already exists.") : undefined };
}

function store(context: RouteContext, fields: Omit<StoredClaimSet, "id" | "isSystemReserved">): SandboxResponse {
  const { repository, claimSets, base } = context;
  const id = repository.nextId();
  repository.state.claimSets.push({ id, isSystemReserved: false, ...fields });
  repository.save();
  claimSets.changed();
  return empty(201, { location: `${base}/v3/claimSets/${id}` });
}

function create(context: RouteContext): SandboxResponse {
  return withBody(context.request, (body) => {
    const { name, failure } = readName(context, new BodyChecks(body));
    return failure === undefined
      ? store(context, { claimSetName: name, resourceClaims: [] })
      : failureResponse(context.request, failure);
  });
}

function copy(context: RouteContext): SandboxResponse {
  return withBody(context.request, (body) => {
    const { name, failure } = readName(context, new BodyChecks(body));
    if (failure !== undefined) return failureResponse(context.request, failure);
    const original = context.repository.state.claimSets.find(({ id }) => id === body.originalId);
    if (original === undefined) {
      return failureResponse(context.request, notFound("OriginalId", String(body.originalId)));
    }
    return store(
      context,
      original.resourceClaims === undefined
        ? { claimSetName: name, copyOf: original.copyOf ?? original.claimSetName }
        : { claimSetName: name, resourceClaims: original.resourceClaims },
    );
  });
}

function rename(context: RouteContext, stored: StoredClaimSet): SandboxResponse {
  const { request, repository, claimSets } = context;
  if (stored.isSystemReserved) {
    return failureResponse(request, badRequest("The specified claim set is system-reserved and cannot be updated."));
  }
  return withBody(request, (body) => {
    const checks = new BodyChecks(body);
    checks.sameId(stored.id);
    const { name, failure } = readName(context, checks, stored.id);
    if (failure !== undefined) return failureResponse(request, failure);
    repository.state.claimSets = repository.state.claimSets.map((entry) =>
      entry.id === stored.id ? { ...entry, claimSetName: name } : entry,
    );
    repository.save();
    claimSets.changed();
    return empty(204);
  });
}

function remove({ request, repository, claimSets }: RouteContext, stored: StoredClaimSet): SandboxResponse {
  if (stored.isSystemReserved) {
    return failureResponse(request, badRequest("The specified claim set is system-reserved and cannot be deleted."));
  }
  repository.state.claimSets = repository.state.claimSets.filter(({ id }) => id !== stored.id);
  repository.save();
  claimSets.changed();
  return empty(204);
}

export function handleAuthorizationMetadata({ request, repository, resources }: RouteContext): SandboxResponse {
  if (request.method !== "GET") return empty(405, { allow: "GET" });
  const name = request.query.get("claimSetName")?.toLowerCase();
  const sets = repository.state.claimSets.filter(
    ({ claimSetName }) => name === undefined || claimSetName.toLowerCase() === name,
  );
  return json(
    200,
    sets.map((set) => authorizationMetadata(compile(set), resources)),
  );
}
