/** The lists that never change: actions, and authorization strategies. As in DMS 8.0 they take no paging. */
import { ACTIONS } from "../claims/hierarchy.ts";
import { LISTED_STRATEGIES } from "../claims/strategies.ts";
import type { SandboxResponse } from "../http.ts";
import { empty, failureResponse, json, NO_ROUTE } from "./failure.ts";
import type { RouteContext } from "./route-context.ts";

/** `/v3/actions` */
export function handleActions(context: RouteContext): SandboxResponse {
  const actions = ACTIONS.map((name, index) => ({
    id: index + 1,
    name,
    uri: `uri://ed-fi.org/api/actions/${name.charAt(0).toLowerCase()}${name.slice(1)}`,
  }));
  return whole(context, actions);
}

/** `/v3/authorizationStrategies` */
export function handleAuthorizationStrategies(context: RouteContext): SandboxResponse {
  return whole(
    context,
    LISTED_STRATEGIES.map(([name, displayName], index) => ({ id: index + 1, name, displayName })),
  );
}

function whole({ request, rest }: RouteContext, list: readonly object[]): SandboxResponse {
  if (rest.length > 0) return failureResponse(request, NO_ROUTE);
  return request.method === "GET" ? json(200, list) : empty(405, { allow: "GET" });
}
