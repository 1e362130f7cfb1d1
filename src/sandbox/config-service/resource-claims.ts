/** The claim hierarchy as lists to read: its claims, their actions, and the strategies of those by default. */
import {
  ACTIONS,
  type Action,
  defaultStrategies,
  type HierarchyClaim,
  hierarchyClaims,
  isDomain,
} from "../claims/hierarchy.ts";
import { LISTED_STRATEGIES } from "../claims/strategies.ts";
import type { SandboxResponse } from "../http.ts";
import { claimUri, shortName } from "./claim-set-views.ts";
import { empty, failureResponse, json, notFound } from "./failure.ts";
import { type ListFields, page } from "./list-query.ts";
import { type RouteContext, readId } from "./route-context.ts";

const CLAIM_FIELDS: ListFields = { order: ["id", "name", "parentId", "parentName"], filter: ["id", "name"] };
const ACTION_FIELDS: ListFields = { order: ["resourceClaimId", "resourceName"], filter: ["resourceName"] };
const STRATEGY_FIELDS: ListFields = {
  order: ["resourceClaimId", "resourceName", "claimName"],
  filter: ["resourceName"],
};

interface ClaimView {
  readonly id: number;
  readonly name: string;
  readonly parentId: number;
  readonly parentName: string | null;
  readonly children: ClaimView[];
}

/** `/v3/resourceClaims`: the claims at the top with those below them, one by id, or those of a name. */
export function handleResourceClaims(context: RouteContext): SandboxResponse {
  const { request, rest, resources } = context;
  if (request.method !== "GET") return empty(405, { allow: "GET" });
  const claims = claimViews(hierarchyClaims(resources));
  if (rest.length === 0) {
    const isAsked = request.query.has("name") ? () => true : ({ parentId }: ClaimView) => parentId === 0;
    return list(page(context, claims.filter(isAsked), CLAIM_FIELDS));
  }
  const id = readId(context);
  if (typeof id !== "number") return id;
  const claim = rest.length === 1 ? claims[id - 1] : undefined;
  return claim === undefined ? failureResponse(request, notFound("ResourceClaim", rest.join("/"))) : json(200, claim);
}

/** `/v3/resourceClaimActions` */
export function handleResourceClaimActions(context: RouteContext): SandboxResponse {
  return listActions(context, ACTION_FIELDS, (granted) => ({
    actions: granted.map(({ action }) => ({ name: action })),
  }));
}

/** `/v3/resourceClaimActionAuthStrategies` */
export function handleResourceClaimActionAuthStrategies(context: RouteContext): SandboxResponse {
  const known = LISTED_STRATEGIES.map(([name]) => name);
  return listActions(context, STRATEGY_FIELDS, (granted) => ({
    authorizationStrategiesForActions: granted.map(({ action, strategies }) => ({
      actionId: ACTIONS.indexOf(action) + 1,
      actionName: action,
      authorizationStrategies: strategies.map((authStrategyName) => ({
        authStrategyId: known.indexOf(authStrategyName) + 1,
        authStrategyName,
      })),
    })),
  }));
}

interface GrantedAction {
  readonly action: Action;
  readonly strategies: readonly string[];
}

function listActions(
  context: RouteContext,
  fields: ListFields,
  view: (granted: readonly GrantedAction[]) => object,
): SandboxResponse {
  if (context.request.method !== "GET") return empty(405, { allow: "GET" });
  const entries = hierarchyClaims(context.resources).flatMap(({ claim, path }, index) => {
    const actions = ACTIONS.map((action) => ({ action, strategies: defaultStrategies(path, action) }));
    const granted = actions.filter(({ strategies }) => strategies.length > 0);
    if (granted.length === 0) return [];
    return [
      { resourceClaimId: index + 1, resourceName: shortName(claim), claimName: claimUri(claim), ...view(granted) },
    ];
  });
  return list(page(context, entries, fields));
}

function list(shown: readonly object[] | SandboxResponse): SandboxResponse {
  return "status" in shown ? shown : json(200, shown);
}

/** Ids are positions, from 1. */
function claimViews(claims: readonly HierarchyClaim[]): ClaimView[] {
  const byPath = new Map<string, ClaimView>();
  return claims.map(({ claim, path }, index) => {
    const above = path[1] === undefined ? undefined : byPath.get(path[1]);
    const view: ClaimView = {
      id: index + 1,
      name: shortName(claim),
      parentId: above?.id ?? 0,
      parentName: above?.name ?? null,
      children: [],
    };
    above?.children.push(view);
    if (isDomain(claim)) byPath.set(claim.toLowerCase(), view);
    return view;
  });
}
