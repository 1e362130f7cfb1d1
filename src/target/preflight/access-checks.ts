/** Checks of what the client may do at the target, once it has a token. */

import { originOf } from "../../lib/edfi/api-urls.ts";
import type { DependencyRow } from "../../lib/edfi/dependency-rows.ts";
import type { TokenInfo } from "../../lib/edfi/token-info.ts";
import { findPermissions, type Permissions } from "../authorization/permissions.ts";
import { readStrategies } from "../authorization/read-strategies.ts";
import type { Strategies } from "../authorization/strategies.ts";
import { reachOf } from "../authorization/token-claims.ts";
import { readableResource } from "../client-setup/verify-client.ts";
import { callData, fetchDependencies, UNKNOWN_CLAIM_SET_FIX } from "../data-call.ts";
import { type DiscoveredTarget, FORWARDED_FIX } from "../discover-target.ts";
import type { Discovery } from "../discovery.ts";
import { BrokenCall } from "../http.ts";
import { checkAuthorization } from "./authorization-check.ts";
import { type Check, failed, failedBy, passed, skipped, warned } from "./checklist.ts";
import { checkClaims } from "./claims-check.ts";
import type { TargetFacts, TargetInput } from "./target-facts.ts";

const FROM_SERVICE = "(by the Configuration Service: the target does not say what a token allows)";

export async function checkAccess(
  input: TargetInput,
  target: DiscoveredTarget,
  token: string,
  checks: Check[],
): Promise<Pick<TargetFacts, "tokenInfo" | "strategies" | "dependencies">> {
  const { discovery } = target;
  const found = await checkPermissions(input, discovery, token, checks);
  const tokenInfo = found?.kind === "known" ? found.info : undefined;
  const strategies = await checkStrategies(input, found, token, checks);
  const dependencies = await checkDependencies(discovery, token, checks);
  checks.push(await checkData(target, token, tokenInfo));
  return {
    ...(tokenInfo === undefined ? {} : { tokenInfo }),
    ...(strategies === undefined ? {} : { strategies }),
    ...(dependencies === undefined ? {} : { dependencies }),
  };
}

async function checkStrategies(
  { service, wanted, datasets = [] }: TargetInput,
  found: Permissions | undefined,
  token: string,
  checks: Check[],
): Promise<Strategies | undefined> {
  const info = found?.kind === "known" ? found.info : undefined;
  if (info?.claimSet === undefined) {
    checks.push(skipped("authorization", "the target does not name the client's claim set"));
    return undefined;
  }
  const read = found?.read ?? (await readStrategies(service, info.claimSet));
  if (read.kind === "unknown")
    checks.push(
      skipped("authorization", `strategies are not known: ${read.reason}; the target's answers will show them`),
    );
  else checks.push(checkAuthorization({ ...read, wanted, reach: reachOf(token, info), datasets }));
  return read.kind === "known" ? read.strategies : undefined;
}

async function checkPermissions(
  input: TargetInput,
  discovery: Discovery,
  token: string,
  checks: Check[],
): Promise<Permissions | undefined> {
  try {
    const found = await findPermissions(discovery, token, input.service);
    if (found.kind === "known") {
      const check = checkClaims(input.wanted, found.info);
      checks.push(found.read === undefined ? check : { ...check, text: `${check.text} ${FROM_SERVICE}` });
      return found;
    }
    if (found.isClaimSetUnknown === true) {
      checks.push(failed("claims", found.reason, UNKNOWN_CLAIM_SET_FIX));
      return undefined;
    }
    const text = `what the client may do is not known: ${found.reason}`;
    checks.push(warned("claims", text, "Missing permissions will only show during the run."));
  } catch (error) {
    checks.push(failedBy("claims", error));
  }
  return undefined;
}

async function checkDependencies(
  discovery: Discovery,
  token: string,
  checks: Check[],
): Promise<readonly DependencyRow[] | undefined> {
  try {
    const rows = await fetchDependencies(discovery, token);
    const last = Math.max(...rows.map((row) => row.order));
    checks.push(passed("dependencies", `${rows.length} rows, ${last} levels`));
    return rows;
  } catch (error) {
    checks.push(failedBy("dependencies", error));
    return undefined;
  }
}

async function checkData(
  { baseUrl, discovery }: DiscoveredTarget,
  token: string,
  info: TokenInfo | undefined,
): Promise<Check> {
  try {
    const result = await callData(discovery, readableResource(info), token);
    if (result.kind === "ok") return passed("data", `${result.call} returned 200`);
    return failed("data", result.text, result.fix, result.isClientAtFault ? "auth" : "preflight");
  } catch (error) {
    const check = failedBy("data", error);
    const isListed = originOf(discovery.urls.dataManagementApi) !== originOf(baseUrl);
    return error instanceof BrokenCall && isListed ? { ...check, fix: FORWARDED_FIX } : check;
  }
}
