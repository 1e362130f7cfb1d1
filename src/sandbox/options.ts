/** Checks of the sandbox's settings that their table cannot express. */

import { LoadTestError } from "../base/errors.ts";
import type { ConfigOf } from "../lib/config/field.ts";
import type { SANDBOX_FIELDS } from "../lib/config/fields/sandbox.ts";
import { parseRateLimit, type RateLimit } from "./limits/rate-limit.ts";
import {
  hasTooManyStores,
  MOST_DATA_STORES,
  parseQualifiers,
  parseTenants,
  type RoutePlan,
} from "./tenants/route-plan.ts";

export type SandboxConfig = ConfigOf<typeof SANDBOX_FIELDS>;

const LOOPBACK = new Set(["127.0.0.1", "localhost", "::1"]);

/** @throws LoadTestError "config" naming every mistake */
export function checkSandboxConfig(config: SandboxConfig): {
  readonly rateLimit: RateLimit;
  readonly educationOrganizationIds: readonly number[];
  readonly routes: RoutePlan;
} {
  const { rateLimit, sandboxHost, sandboxAllowRemote, sandboxClaimSet, sandboxOrganizations } = config;
  const ids = sandboxOrganizations.split(",").filter((id) => id !== "");
  const limit = parseRateLimit(rateLimit);
  const tenants = parseTenants(config.sandboxTenants);
  const qualifiers = parseQualifiers(config.sandboxRouteQualifiers);
  const routes = { tenants: tenants ?? [], qualifiers: qualifiers ?? [] };
  const mistakes = [
    limit === undefined ? `SANDBOX_RATE_LIMIT: "${rateLimit}" is not of the form 20000/10s, and not "off"` : "",
    LOOPBACK.has(sandboxHost) || sandboxAllowRemote
      ? ""
      : `SANDBOX_HOST: "${sandboxHost}" is not loopback; add --allow-remote if other machines may write here`,
    /\s/.test(sandboxClaimSet) ? `SANDBOX_CLAIM_SET: "${sandboxClaimSet}" is not the name of a claim set` : "",
    ids.every((id) => /^[1-9]\d{0,14}$/.test(id))
      ? ""
      : `SANDBOX_EDUCATION_ORGANIZATIONS: "${sandboxOrganizations}" is not a list of IDs, separated by commas`,
    tenants === undefined
      ? `SANDBOX_TENANTS: "${config.sandboxTenants}" is not a list of names for URLs, separated by commas`
      : "",
    qualifiers === undefined
      ? `SANDBOX_ROUTE_QUALIFIERS: "${config.sandboxRouteQualifiers}" is not of the form schoolYear=2025,2026`
      : "",
    hasTooManyStores(routes) ? `SANDBOX_ROUTE_QUALIFIERS: there may be at most ${MOST_DATA_STORES} data stores` : "",
  ].filter((mistake) => mistake !== "");
  if (limit === undefined || mistakes.length > 0) throw new LoadTestError("config", mistakes.join("\n"));
  return { rateLimit: limit, educationOrganizationIds: ids.map(Number), routes };
}
