/** Typed calls of the Configuration Service for claim sets. They throw ServiceFailure; older services refuse some. */

import { asRecord, asRecords, asText, asTexts, type JsonRecord, parseJson } from "../../lib/edfi/json.ts";
import type { AdminSession } from "./admin-session.ts";
import { listAll } from "./paging.ts";

export interface ClaimSet {
  readonly id: number;
  readonly name: string;
  /** It came with the service and cannot be changed. */
  readonly isSystemReserved: boolean;
}

export interface ResourceClaim {
  /** `http://ed-fi.org/identity/claims/domains/people` */
  readonly claimName: string;
  readonly parentClaimName: string | undefined;
  /** The actions that are enabled, each with the strategies that replace the default ones; empty: none do. */
  readonly actions: Readonly<Record<string, readonly string[]>>;
}

const ROUTE = "/v3/claimSets";

export async function listClaimSets(session: AdminSession): Promise<readonly ClaimSet[]> {
  const rows = await listAll(session, ROUTE);
  if (rows === undefined) throw session.failure("GET", ROUTE, await session.call("GET", ROUTE));
  return rows.flatMap((row) => {
    const id = Number(row.id);
    const name = asText(row.claimSetName) ?? asText(row.name);
    if (!Number.isSafeInteger(id) || name === undefined) return [];
    return [{ id, name, isSystemReserved: row._isSystemReserved === true }];
  });
}

export async function exportClaimSet(session: AdminSession, id: number): Promise<readonly ResourceClaim[]> {
  const path = `${ROUTE}/${id}/export`;
  const answer = await session.call("GET", path);
  const claims = answer.status === 200 ? asRecord(parseJson(answer.text))?.resourceClaims : undefined;
  if (!Array.isArray(claims)) throw session.failure("GET", path, answer);
  return claims.flatMap((value) => {
    const claim = asRecord(value);
    const claimName = asText(claim?.claimName);
    if (claim === undefined || claimName === undefined) return [];
    return [{ claimName, parentClaimName: asText(claim.parentClaimName), actions: actionsOf(claim) }];
  });
}

/** Creates the claim set, or replaces the claims of one that is not reserved. Returns what the service warned about. */
export async function importClaimSet(
  session: AdminSession,
  claimSetName: string,
  claims: readonly ResourceClaim[],
): Promise<readonly string[]> {
  const path = `${ROUTE}/import`;
  const answer = await session.call("POST", path, { claimSetName, resourceClaims: claims.map(written) });
  if (answer.status !== 201 && answer.status !== 200) throw session.failure("POST", path, answer);
  return asTexts(asRecord(parseJson(answer.text))?.warnings);
}

function actionsOf(claim: JsonRecord): ResourceClaim["actions"] {
  const enabled = asRecords(claim.actions).filter((action) => action.enabled !== false);
  const overrides = asRecords(claim.authorizationStrategyOverrides);
  return Object.fromEntries(
    enabled.map(({ name }) => {
      const own = overrides.filter(({ actionName }) => actionName === name);
      const strategies = own.flatMap((override) => asRecords(override.authorizationStrategies));
      return [
        String(name),
        strategies.flatMap((strategy) => asText(strategy.authStrategyName) ?? asText(strategy.name) ?? []),
      ];
    }),
  );
}

function written({ claimName, parentClaimName, actions }: ResourceClaim): object {
  return {
    name: claimName.slice(claimName.lastIndexOf("/") + 1),
    claimName,
    parentClaimName: parentClaimName ?? null,
    actions: Object.keys(actions).map((name) => ({ name, enabled: true })),
    authorizationStrategyOverrides: Object.entries(actions).map(([actionName, strategies]) => ({
      actionName,
      authorizationStrategies: strategies.map((authStrategyName) => ({ authStrategyName })),
    })),
  };
}
