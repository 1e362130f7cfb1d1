/**
 * `/management` of DMS: the claim sets it works with. For callers who administer the Configuration Service, and only
 * where it is enabled: a DMS as it is delivered answers 404.
 */
import type { SandboxRequest, SandboxResponse } from "../http.ts";
import type { Bearer } from "../oauth/token-service.ts";
import { problem } from "../problem.ts";
import type { ClaimSetRegistry, StoredClaimSet } from "./registry.ts";

export interface ManagementOptions {
  readonly claimSets: ClaimSetRegistry;
  readonly stored: () => readonly StoredClaimSet[];
  /** Scope that a token requires. */
  readonly requiredScope: string;
  readonly isEnabled: boolean;
}

export type Management = (request: SandboxRequest, name: string, bearer: Bearer) => SandboxResponse;

const JSON_HEADERS = { "Content-Type": "application/json; charset=utf-8" } as const;

/** @param name what follows `/management/`, in lower case */
export function createManagement(options: ManagementOptions): Management {
  const { claimSets, stored, requiredScope, isEnabled } = options;
  return ({ method, correlationId }, name, { claims }) => {
    const allowed = { "reload-claimsets": "POST", "view-claimsets": "GET" }[name];
    if (allowed === undefined || !isEnabled) return problem("notFound", { correlationId });
    if (!claims.scope.split(" ").includes(requiredScope))
      return problem("relationshipDenied", { correlationId, errors: ["Insufficient permissions"] });
    if (method !== allowed) return { status: 405, headers: { Allow: allowed } };
    if (method === "POST") {
      claimSets.reload();
      return { status: 200, headers: JSON_HEADERS, body: "{}" };
    }
    const sets = stored().map(({ claimSetName }) => ({
      name: claimSetName,
      resourceClaims: [...(claimSets.find(claimSetName)?.grants.values() ?? [])].flatMap(({ claim, actions }) =>
        [...actions].map(([action, strategies]) => ({
          name: claim,
          action,
          authorizationStrategies: (strategies ?? []).map((strategy) => ({ name: strategy })),
        })),
      ),
    }));
    return { status: 200, headers: JSON_HEADERS, body: JSON.stringify(sets) };
  };
}
