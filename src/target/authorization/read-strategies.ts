/** Asks the Configuration Service by which strategies a claim set authorizes. */

import { LoadTestError } from "../../base/errors.ts";
import { parseJson } from "../../lib/edfi/json.ts";
import { openAdminSession } from "../config-service/admin-session.ts";
import { isServiceSet, loginOf, type ServiceInput } from "../config-service/service-login.ts";
import { parseStrategies, type Strategies } from "./strategies.ts";

export type ReadStrategies =
  | { readonly kind: "known"; readonly strategies: Strategies }
  | { readonly kind: "unknown"; readonly reason: string };

/** Never throws for what the service does: a run does not depend on it. */
export async function readStrategies(service: ServiceInput | undefined, claimSet: string): Promise<ReadStrategies> {
  if (service === undefined || !isServiceSet(service)) {
    const reason = "CONFIG_SERVICE_URL and CONFIG_SERVICE_CLIENT_SECRET are not set";
    return { kind: "unknown", reason };
  }
  try {
    const session = await openAdminSession(loginOf({ ...service, register: false }, "The strategies are read"));
    const path = `/v3/authorizationMetadata?claimSetName=${encodeURIComponent(claimSet)}`;
    const answer = await session.call("GET", path);
    if (answer.status !== 200) throw session.failure("GET", path, answer);
    const strategies = parseStrategies(parseJson(answer.text), claimSet);
    if (strategies !== undefined) return { kind: "known", strategies };
    return { kind: "unknown", reason: `the Configuration Service does not list the claim set ${claimSet}` };
  } catch (error) {
    if (!(error instanceof LoadTestError)) throw error;
    return { kind: "unknown", reason: error.message };
  }
}
