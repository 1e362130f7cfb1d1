/** Claim sets as the Configuration Service shows and exports them, and as DMS reads them. */
import { accessTo, type ClaimSet, type Grant } from "../claims/claim-set.ts";
import { claimPath, defaultStrategies, domainAbove, isDomain, TOP_CLAIMS } from "../claims/hierarchy.ts";

const CLAIMS = "http://ed-fi.org/identity/claims";

export function claimUri(claim: string): string {
  if (/^(services|publishing)\//.test(claim)) return `${CLAIMS}/${claim}`;
  return isDomain(claim) ? `${CLAIMS}/domains/${claim}` : `${CLAIMS}/ed-fi/${claim}`;
}

/** `tpdm/students` -> `students`. */
export function shortName(claim: string): string {
  return claim.slice(claim.lastIndexOf("/") + 1);
}

/** One entry per claim, in the form that `/v3/claimSets/import` takes. */
export function resourceClaimsView(claimSet: ClaimSet): object[] {
  return [...claimSet.grants.values()].flatMap((grant) => written(grant)).map(resourceClaimView);
}

/** DMS has no claim for everything: it is written as all claims at the top of the hierarchy. */
function written(grant: Grant): Grant[] {
  return grant.claim === "*" ? TOP_CLAIMS.map((claim) => ({ ...grant, claim })) : [grant];
}

function resourceClaimView({ claim, actions }: Grant): object {
  const path = isDomain(claim) ? [claim.toLowerCase()] : claimPath(claim);
  const parent = domainAbove(claim);
  return {
    name: shortName(claim),
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
