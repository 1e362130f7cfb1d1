/** `/v3/claimSets/import`: makes a claim set, or gives one that is there already other claims. */
import { claimKey, type ImportedResourceClaim } from "../claims/claim-set.ts";
import { ACTIONS, hierarchyClaims } from "../claims/hierarchy.ts";
import { LISTED_STRATEGIES } from "../claims/strategies.ts";
import type { SandboxResponse } from "../http.ts";
import { claimUri } from "./claim-set-views.ts";
import { badRequest, failureResponse, json } from "./failure.ts";
import { BodyChecks, type JsonObject, type RouteContext, withBody } from "./route-context.ts";

/** Claims of DMS's hierarchy for which the sandbox has no resources. */
const ELSEWHERE = /\/claims\/((domains\/)?tpdm|services|publishing)\b/i;
const KNOWN_STRATEGIES = new Set(LISTED_STRATEGIES.map(([name]) => name));
const KNOWN_ACTIONS = new Set(ACTIONS.map((action) => action.toLowerCase()));

/** 201 for both, as in DMS: the body names the claims that were left out, and those with another parent than stated. */
export function importSet(context: RouteContext): SandboxResponse {
  const { request, repository, claimSets, base } = context;
  return withBody(request, (body) => {
    const checks = new BodyChecks(body);
    const claimSetName = checks.claimSetName("name");
    const read = readResourceClaims(body.resourceClaims, checks);
    if (checks.failure !== undefined) return failureResponse(request, checks.failure);
    const { state } = repository;
    const known = state.claimSets.find((set) => set.claimSetName.toLowerCase() === claimSetName.toLowerCase());
    if (known?.isSystemReserved === true) {
      return failureResponse(request, badRequest("The specified claim set is system-reserved and cannot be imported."));
    }
    const { resourceClaims, warnings } = weigh(read, context);
    const id = known?.id ?? repository.nextId();
    const imported = { id, claimSetName: known?.claimSetName ?? claimSetName, isSystemReserved: false, resourceClaims };
    state.claimSets =
      known === undefined
        ? [...state.claimSets, imported]
        : state.claimSets.map((set) => (set.id === id ? imported : set));
    repository.save();
    claimSets.changed();
    return json(201, { id, warnings }, { location: `${base}/v3/claimSets/${id}` });
  });
}

interface ReadClaim extends ImportedResourceClaim {
  readonly parentClaimName: string;
}

function readResourceClaims(value: unknown, checks: BodyChecks): ReadClaim[] {
  const seen = new Set<string>();
  const refuse = (error: string): void => checks.add("resourceClaims", error);
  return objects(value).map((given) => {
    const claimName = text(given.claimName) || text(given.name);
    if (seen.has(claimName.toLowerCase()))
      refuse(`Only unique resource claims can be added. The following is a duplicate resource: '${claimName}'.`);
    seen.add(claimName.toLowerCase());
    const actions = objects(given.actions).map(({ name, enabled }) => ({
      name: text(name),
      enabled: enabled !== false,
    }));
    for (const error of actionErrors(actions)) refuse(`${error}. Resource name: '${claimName}'`);
    const overrides = readOverrides(given.authorizationStrategyOverrides);
    for (const strategy of Object.values(overrides)
      .flat()
      .filter((name) => !KNOWN_STRATEGIES.has(name)))
      refuse(
        `This resource claim contains an authorization strategy which is not in the system. ClaimSet Name: '${text(checks.body.claimSetName)}' Resource name: '${claimName}' Authorization strategy: '${strategy}'.`,
      );
    return { claimName, actions, overrides, parentClaimName: text(given.parentClaimName) };
  });
}

function actionErrors(actions: ImportedResourceClaim["actions"]): string[] {
  if (actions.length === 0) return ["Actions can not be empty"];
  if (actions.every(({ enabled }) => !enabled))
    return ["A resource must have at least one action associated with it to be added"];
  const names = actions.map(({ name }) => name);
  return [
    ...new Set(
      names.filter((name, index) => names.indexOf(name) < index).map((name) => `${name} action is duplicated`),
    ),
    ...names.filter((name) => !KNOWN_ACTIONS.has(name.toLowerCase())).map((name) => `${name} is not a valid action`),
  ];
}

/** Leaves out the claims that the hierarchy does not have; a wrong parent is only mentioned. */
function weigh(
  claims: readonly ReadClaim[],
  { resources }: RouteContext,
): { resourceClaims: ImportedResourceClaim[]; warnings: string[] } {
  const parents = new Map(hierarchyClaims(resources).map(({ claim, above }) => [claim.toLowerCase(), above]));
  const warnings: string[] = [];
  const resourceClaims = claims.flatMap(({ parentClaimName, ...claim }) => {
    const key = claimKey(claim.claimName).toLowerCase();
    if (ELSEWHERE.test(claim.claimName)) return [claim];
    if (!parents.has(key)) {
      warnings.push(claim.claimName);
      return [];
    }
    const above = parents.get(key);
    const parent = above === undefined ? "" : claimUri(above);
    if (parent.toLowerCase() !== parentClaimName.toLowerCase())
      warnings.push(
        `Child resource '${claim.claimName}' added to the wrong parent resource. Correct parent resource is: '${parent}'.`,
      );
    return [claim];
  });
  return { resourceClaims, warnings: [...new Set(warnings)] };
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
