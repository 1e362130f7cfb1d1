/** What a client may do on a target, by resource. Never its secret. */

import { LoadTestError } from "../../base/errors.ts";
import { plural } from "../../base/figures.ts";
import { textTable } from "../../base/table.ts";
import { OPERATIONS, type Operation, operationsOn, type TokenInfo } from "../../lib/edfi/token-info.ts";
import { findPermissions } from "../authorization/permissions.ts";
import type { ServiceInput } from "../config-service/service-login.ts";
import { fetchDependencies } from "../data-call.ts";
import { discoverTarget } from "../discover-target.ts";
import { requestToken } from "../token.ts";
import { coverageOf, describeCoverage } from "./settle-client.ts";

export interface ClientInput {
  readonly baseUrl: string;
  readonly tokenUrl?: string;
  /** Says what the client may do where the target does not. */
  readonly service: ServiceInput;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Endpoints of the dataset. */
  readonly wantedResources: readonly string[];
}

export interface ClientDescription {
  readonly lines: readonly string[];
  readonly document: object;
}

/** @throws LoadTestError when the client is rejected, or the target does not list what it may do */
export async function describeClient(input: ClientInput): Promise<ClientDescription> {
  const { baseUrl, discovery } = await discoverTarget(input.baseUrl, input.tokenUrl);
  const { accessToken } = await requestToken({ ...input, tokenUrl: input.tokenUrl ?? discovery.urls.oauth });
  const result = await findPermissions(discovery, accessToken, input.service);
  if (result.kind === "unknown") throw new LoadTestError("preflight", result.reason);
  const names = (await fetchDependencies(discovery, accessToken)).map(({ resource }) => resource.replace(/^\//, ""));
  const wanted = input.wantedResources.map((endpoint) => `ed-fi/${endpoint}`);
  const resources = [...new Set([...names, ...wanted])].sort().map((resource) => ({
    resource,
    operations: [...(operationsOn(result.info, resource) ?? [])],
  }));
  const { clientId } = input;
  const { claimSet, educationOrganizationIds, namespacePrefixes } = result.info;
  return {
    lines: linesOf(`Client ${clientId} on ${baseUrl}`, result.info, resources, input.wantedResources),
    document: { target: baseUrl, clientId, claimSet, educationOrganizationIds, namespacePrefixes, resources },
  };
}

function linesOf(
  title: string,
  info: TokenInfo,
  resources: readonly { readonly resource: string; readonly operations: readonly Operation[] }[],
  wantedResources: readonly string[],
): readonly string[] {
  const coverage = coverageOf(info, wantedResources);
  const head = [
    title,
    `claim set                ${info.claimSet ?? "not known"}`,
    `education organizations  ${info.educationOrganizationIds.join(", ") || "none that exist"}`,
    `namespace prefixes       ${info.namespacePrefixes.join(", ") || "none"}`,
  ];
  if (coverage === undefined) return [...head, "The target does not list what the client may do."];
  const rows = resources
    .filter(({ operations }) => operations.length < OPERATIONS.length)
    .map(({ resource, operations }) => [resource, operations.join(", ") || "-"]);
  const everything = resources.length - rows.length;
  if (everything > 0) rows.push([`${rows.length > 0 ? "the other " : ""}${plural(everything, "resource")}`, "all"]);
  return [
    ...head,
    `It ${describeCoverage(coverage)}`,
    `all = ${OPERATIONS.join(", ")}`,
    ...textTable(["resource", "operations"], rows, []),
  ];
}
