/** What a client may do: the target says it, or else the claim set of its token, at the Configuration Service. */

import type { AllowedOperations, TokenInfo } from "../../lib/edfi/token-info.ts";
import type { ServiceInput } from "../config-service/service-login.ts";
import type { Discovery } from "../discovery.ts";
import { fetchTokenInfo, type TokenInfoResult } from "../token.ts";
import { type ReadStrategies, readStrategies } from "./read-strategies.ts";
import { operationsIn } from "./strategies.ts";
import { claimSetOf, reachOf } from "./token-claims.ts";

export type Permissions = TokenInfoResult & {
  /** Of the Configuration Service, if it had to be asked. */
  readonly read?: ReadStrategies;
};

/** A DMS with several tenants does not say what a token allows. */
export async function findPermissions(
  discovery: Discovery,
  accessToken: string,
  service: ServiceInput | undefined,
): Promise<Permissions> {
  const result = await fetchTokenInfo(discovery, accessToken);
  if (result.kind === "known" || result.isClaimSetUnknown === true) return result;
  const claimSet = claimSetOf(accessToken);
  if (claimSet === undefined) return result;
  const read = await readStrategies(service, claimSet);
  if (read.kind === "unknown") return { ...result, reason: `${result.reason}; ${read.reason}`, read };
  const operations: AllowedOperations = operationsIn(read.strategies);
  const reach = reachOf(accessToken, { educationOrganizationIds: [], namespacePrefixes: [] });
  const info: TokenInfo = { active: true, claimSet, operations, ...reach };
  return { kind: "known", info, read };
}
