/** What a client can create but not delete. Pure. */

import { mayDo, type TokenInfo } from "../../lib/edfi/token-info.ts";
import { TIES } from "../../lib/plan/ties.ts";
import { authorizationOf, type Strategies } from "./strategies.ts";

/** As far as it is known. */
export interface ClientRights {
  readonly tokenInfo?: TokenInfo;
  readonly strategies?: Strategies;
}

/**
 * Why a client can delete nothing of an endpoint; undefined where it can. A person cannot be deleted before the
 * associations that refer to it, and with relationships not after them.
 */
export function whyUndeletable(endpoint: string, { tokenInfo, strategies }: ClientRights): string | undefined {
  if (!mayDo(tokenInfo?.operations, "Delete", endpoint)) return "the client may not delete it";
  if (strategies === undefined || TIES[endpoint] === undefined) return undefined;
  const isHidden = authorizationOf(strategies, endpoint, ["Delete"]) === "relationships";
  return isHidden ? "the client no longer sees it without its associations" : undefined;
}

/** @param needs what an endpoint's items refer to. @returns reasons by endpoint, also for what the others refer to */
export function undeletable(
  endpoints: readonly string[],
  rights: ClientRights,
  needs: (endpoint: string) => readonly string[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const endpoint of endpoints) {
    const reason = whyUndeletable(endpoint, rights);
    if (reason !== undefined) found.set(endpoint, reason);
  }
  for (const [remaining] of found)
    for (const needed of needs(remaining))
      if (endpoints.includes(needed) && !found.has(needed)) found.set(needed, `${remaining} refer to it`);
  return found;
}
