/**
 * `/management` of the Configuration Service: a whole hierarchy of claims at once, and back to the one that comes
 * with the server. DMS has these routes only where unrestricted claims loading is switched on, as in its test stacks.
 */
import { randomUUID } from "node:crypto";
import type { ImportedResourceClaim } from "../claims/claim-set.ts";
import { compile, type StoredClaimSet, systemClaimSets } from "../claims/registry.ts";
import type { SandboxResponse } from "../http.ts";
import { resourceClaimsView } from "./claim-set-views.ts";
import { failureResponse, invalidData, json, NO_ROUTE } from "./failure.ts";
import { type JsonObject, type RouteContext, withBody } from "./route-context.ts";

/** Strategies by action name; undefined: the action is granted with the default ones. */
type Strategies = ReadonlyMap<string, readonly string[] | undefined>;

export function handleManagement(context: RouteContext): SandboxResponse {
  const { request, rest } = context;
  switch (`${request.method} ${rest.join("/").toLowerCase()}`) {
    case "POST upload-claims":
      return withBody(request, (body) => upload(context, body));
    case "POST reload-claims":
      return replace(context, systemClaimSets());
    case "GET current-claims":
      return json(200, currentClaims(context), { "x-reload-id": reloadId(context) });
    default:
      return failureResponse(request, NO_ROUTE);
  }
}

function upload(context: RouteContext, body: JsonObject): SandboxResponse {
  const claims = body.claims;
  if (!isObject(claims)) {
    return failureResponse(context.request, invalidData({ Claims: ["Claims JSON is required."] }));
  }
  const nameless = objects(claims.claimSets).findIndex(({ claimSetName }) => typeof claimSetName !== "string");
  if (nameless >= 0) {
    const errors = { [`$.claimSets[${nameless}].claimSetName`]: ["The claim set has no name."] };
    return failureResponse(context.request, invalidData(errors));
  }
  const bySet = new Map<string, ImportedResourceClaim[]>();
  for (const node of objects(claims.claimsHierarchy)) collect(node, new Map(), new Map(), bySet);
  const named = objects(claims.claimSets).map(({ claimSetName, isSystemReserved }) => ({
    name: String(claimSetName),
    isSystemReserved: isSystemReserved === true,
  }));
  const uploaded = new Set(named.map(({ name }) => name.toLowerCase()));
  const emptied = systemClaimSets()
    .filter(({ claimSetName }) => !uploaded.has(claimSetName.toLowerCase()))
    .map((set): StoredClaimSet => ({ ...set, resourceClaims: [] }));
  const added = named.map(
    ({ name, isSystemReserved }): StoredClaimSet => ({
      id: context.repository.nextId(),
      claimSetName: name,
      isSystemReserved,
      resourceClaims: bySet.get(name.toLowerCase()) ?? [],
    }),
  );
  return replace(context, [...emptied, ...added]);
}

function replace({ repository, claimSets }: RouteContext, sets: readonly StoredClaimSet[]): SandboxResponse {
  const { state } = repository;
  state.claimSets = [...sets];
  state.claimsReloadId = randomUUID();
  repository.save();
  claimSets.changed();
  return json(200, { success: true, reloadId: state.claimsReloadId });
}

/** Changes whenever claims are replaced. */
function reloadId({ repository: { state } }: RouteContext): string {
  state.claimsReloadId ??= randomUUID();
  return state.claimsReloadId;
}

/** Grants and default strategies hold for everything below their claim; only the lowest claims are kept. */
function collect(
  node: JsonObject,
  inheritedDefaults: Strategies,
  inheritedGrants: ReadonlyMap<string, Strategies>,
  bySet: Map<string, ImportedResourceClaim[]>,
): void {
  const own = isObject(node.defaultAuthorization) ? node.defaultAuthorization.actions : [];
  const defaults = new Map([...inheritedDefaults, ...strategiesByAction(own, "authorizationStrategies")]);
  const grants = new Map(inheritedGrants);
  for (const { name, actions } of objects(node.claimSets)) {
    const key = String(name).toLowerCase();
    const granted = strategiesByAction(actions, "authorizationStrategyOverrides");
    grants.set(key, new Map([...(grants.get(key) ?? []), ...granted]));
  }
  const below = objects(node.claims);
  for (const child of below) collect(child, defaults, grants, bySet);
  if (below.length > 0) return;
  for (const [key, granted] of grants) {
    const actions = [...granted.keys()].map((name) => ({ name, enabled: true }));
    const overrides = Object.fromEntries(
      [...granted].map(([name, given]) => [name, given ?? defaults.get(name) ?? []]),
    );
    bySet.set(key, [...(bySet.get(key) ?? []), { claimName: String(node.name), actions, overrides }]);
  }
}

function strategiesByAction(actions: unknown, member: string): Map<string, readonly string[] | undefined> {
  return new Map(
    objects(actions).map((action) => {
      const strategies = objects(action[member]).map(({ name }) => String(name));
      return [String(action.name), strategies.length === 0 ? undefined : strategies];
    }),
  );
}

function currentClaims({ repository }: RouteContext): object {
  return {
    claimSets: repository.state.claimSets.map(({ claimSetName, isSystemReserved }) => ({
      claimSetName,
      isSystemReserved,
    })),
    claimsHierarchy: repository.state.claimSets.flatMap((stored) => resourceClaimsView(compile(stored))),
  };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function objects(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
