/** Calls that every client makes once before a load: the dependency list and one read of data. */

import { LoadTestError } from "../base/errors.ts";
import { metadataUrlCandidates, originOf } from "../lib/edfi/api-urls.ts";
import { type DependencyRow, parseDependencyRows } from "../lib/edfi/dependency-rows.ts";
import { parseJson } from "../lib/edfi/json.ts";
import type { Discovery } from "./discovery.ts";
import { describeAnswer, type HttpAnswer, type HttpCall, nameOf, send } from "./http.ts";

/** @throws LoadTestError "preflight" when there is no list. */
export async function fetchDependencies(discovery: Discovery, accessToken?: string): Promise<readonly DependencyRow[]> {
  const candidates = metadataUrlCandidates(discovery.urls.dependencies);
  let failure = "";
  let isAbsent = true;
  for (const url of candidates) {
    const call: HttpCall = {
      method: "GET",
      url,
      ...(accessToken === undefined || originOf(url) !== originOf(discovery.urls.dataManagementApi)
        ? {}
        : { headers: { authorization: `Bearer ${accessToken}` } }),
    };
    const answer = await send(call);
    isAbsent &&= answer.status === 404;
    const rows = answer.status === 200 ? parseDependencyRows(answer.text) : undefined;
    if (rows !== undefined && rows.length > 0) return rows;
    const secrets = accessToken === undefined ? [] : [accessToken];
    const seen =
      answer.status === 200 ? "returned 200, but not a list of dependencies" : describeAnswer(answer, secrets);
    if (failure === "") failure = `${nameOf(call)} ${seen}`;
    if (answer.status !== 404 && answer.status !== 400) break;
  }
  const hint = isAbsent
    ? "A load requires this list, but the target has no such metadata route. Enable it (in an ODS/API: the feature " +
      `AggregateDependencies), or configure the proxy in front of the target to pass ${new URL(candidates[0] ?? "").pathname} on.`
    : "A load requires this list; check in the target's log that it has loaded its data model.";
  throw new LoadTestError("preflight", failure, { hint });
}

export type DataCallResult =
  | { readonly kind: "ok"; readonly call: string }
  | ({ readonly kind: "refused"; readonly text: string } & Refusal);

interface Refusal {
  readonly fix: string;
  /** Another client may be let in; otherwise the target itself is not ready. */
  readonly isClientAtFault: boolean;
  /** The target has not read the client's claim set, or there is none of that name. */
  readonly isClaimSetUnknown?: boolean;
}

/**
 * Reads one item of a resource (`/ed-fi/schools`), which proves that the token is accepted and that a
 * data store answers. Never throws for an answer; the network may.
 */
export async function callData(discovery: Discovery, resource: string, accessToken: string): Promise<DataCallResult> {
  const url = `${discovery.urls.dataManagementApi}/${resource.replace(/^\/+/, "")}?limit=1`;
  const call: HttpCall = { method: "GET", url, headers: { authorization: `Bearer ${accessToken}` } };
  const answer = await send(call);
  if (answer.status === 200 && Array.isArray(parseJson(answer.text))) return { kind: "ok", call: nameOf(call) };
  const seen = answer.status === 200 ? "returned 200, but not a JSON list" : describeAnswer(answer, [accessToken]);
  return { kind: "refused", text: `${nameOf(call)} ${seen}`, ...fixFor(answer) };
}

export const UNKNOWN_CLAIM_SET_FIX =
  "DMS reads claim sets at its start and every 10 minutes. Run npm run setup-client, which waits for it; or restart " +
  "the DMS; or choose a claim set that the target has: npm run setup-client -- --claim-set NAME";

function fixFor(answer: HttpAnswer): Refusal {
  if (answer.status === 401) {
    const fix = "The target rejected its own token: compare its issuer and audience settings, and the clocks.";
    return { fix, isClientAtFault: true };
  }
  if (answer.status === 403 && /authorization-denied|no database instances/i.test(answer.text)) {
    const fix = "The client's application has no data store; create a client with one: npm run setup-client";
    return { fix, isClientAtFault: true };
  }
  if (answer.status === 403) {
    const fix = "The client's claim set does not allow this; assign another claim set, or create a new client.";
    return { fix, isClientAtFault: true };
  }
  if (answer.status === 404 && /route-resolution-error/i.test(answer.text)) {
    const fix =
      "No data store of the client is at this tenant and these route qualifiers: check --tenant, --instance and " +
      "--route-school-year, or create a client there: npm run setup-client";
    return { fix, isClientAtFault: true };
  }
  if (answer.status === 404) {
    const fix = "The target serves no data at this URL: check API_BASE_URL and its qualifiers (tenant, school year).";
    return { fix, isClientAtFault: false };
  }
  if (answer.status === 500 && /configuration:security/i.test(answer.text)) {
    return { fix: UNKNOWN_CLAIM_SET_FIX, isClientAtFault: false, isClaimSetUnknown: true };
  }
  if (answer.status === 429) {
    return {
      fix: "The target limits the request rate; wait and try again, or raise the limit.",
      isClientAtFault: false,
    };
  }
  return { fix: "Check the target's log; its database may be down or not provisioned.", isClientAtFault: false };
}
