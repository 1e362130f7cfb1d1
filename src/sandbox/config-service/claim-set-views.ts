/** Claim sets as the Configuration Service shows, imports and exports them, and as DMS reads them. */
import { accessTo, type ClaimSet, type Grant, type ImportedResourceClaim } from "../claims/claim-set.ts";
import { claimPath, defaultStrategies, isDomain } from "../claims/hierarchy.ts";
import type { JsonObject } from "./route-context.ts";

const CLAIMS = "http://ed-fi.org/identity/claims";

export function claimUri(claim: string): string {
  if (claim.startsWith("services/")) return `http://ed-fi.org/identity/claims/${claim}`;
  return isDomain(claim) ? `${CLAIMS}/domains/${claim}` : `${CLAIMS}/ed-fi/${claim}`;
}

/** One entry per claim, in the form that `/v3/claimSets/import` takes. */
export function resourceClaimsView(claimSet: ClaimSet): object[] {
  return [...claimSet.grants.values()].map((grant) => resourceClaimView(grant));
}

function resourceClaimView({ claim, actions }: Grant): object {
  const path = isDomain(claim) ? [claim.toLowerCase()] : claimPath(claim);
  const parent = path[1];
  return {
    name: claim,
    claimName: claimUri(claim),
    parentClaimName: parent === undefined ? null : claimUri(parent),
    actions: [...actions.keys()].map((name) => ({ name, enabled: true })),
    _defaultAuthorizationStrategies: [...actions.keys()].map((actionName) => ({
      actionName,
      authorizationStrategies: named(defaultStrategies(path, actionName)),
    })),
    authorizationStrategyOverrides: [...actions]
      .filter(([, override]) => override !== undefined)
      .map(([actionName, override]) => ({ actionName, authorizationStrategies: named(override ?? []) })),
  };
}

function named(strategies: readonly string[]): object[] {
  return strategies.map((authStrategyName) => ({ authStrategyName }));
}

/** Reads the `resourceClaims` of an import; texts are errors. */
export function readResourceClaims(value: unknown): { claims: ImportedResourceClaim[]; errors: string[] } {
  const errors: string[] = [];
  if (!Array.isArray(value) || value.length === 0)
    return { claims: [], errors: ["'Resource Claims' must not be empty."] };
  const claims = value.flatMap((entry: unknown): ImportedResourceClaim[] => {
    const given = (typeof entry === "object" && entry !== null ? entry : {}) as JsonObject;
    const claimName = text(given.claimName) || text(given.name);
    if (claimName === "") {
      errors.push("A resource claim has no name.");
      return [];
    }
    const actions = objects(given.actions).map((action) => ({
      name: text(action.name),
      enabled: action.enabled !== false,
    }));
    if (actions.length === 0) errors.push(`Actions can not be empty. Resource name: '${claimName}'`);
    return [{ claimName, actions, overrides: readOverrides(given.authorizationStrategyOverrides) }];
  });
  return { claims, errors };
}

function readOverrides(value: unknown): Record<string, readonly string[]> {
  const overrides: Record<string, readonly string[]> = {};
  for (const entry of objects(value)) {
    const strategies = objects(entry.authorizationStrategies).map(
      (strategy) => text(strategy.authStrategyName) || text(strategy.name),
    );
    if (strategies.length > 0) overrides[text(entry.actionName)] = strategies;
  }
  return overrides;
}

function objects(value: unknown): JsonObject[] {
  return Array.isArray(value)
    ? value.filter((entry): entry is JsonObject => typeof entry === "object" && entry !== null)
    : [];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The leaf claims of a claim set with their strategies, each combination listed once. */
export function authorizationMetadata(
  claimSet: ClaimSet,
  resources: readonly { readonly name: string; readonly project: string }[],
): object {
  const ids = new Map<string, number>();
  const claims: object[] = [];
  for (const { name, project } of resources) {
    const access = accessTo(claimSet, name, project);
    if (!access.known) continue;
    const actions = JSON.stringify(
      [...access.actions].map(([action, strategies]) => ({
        name: action,
        authorizationStrategies: strategies.map((strategy) => ({ name: strategy })),
      })),
    );
    const authorizationId = ids.get(actions) ?? ids.size + 1;
    ids.set(actions, authorizationId);
    claims.push({ name: `${CLAIMS}/${project}/${name.charAt(0).toLowerCase()}${name.slice(1)}`, authorizationId });
  }
  const authorizations = [...ids].map(([actions, id]) => ({ id, actions: JSON.parse(actions) as unknown }));
  return { claimSetName: claimSet.name, claims, authorizations };
}
