/** The strategy NamespaceBased: an item's namespace begins with one of the prefixes of the client's vendor. */

import type { ResourceModel } from "../../api-model/types.ts";
import type { JsonObject } from "../documents/json-paths.ts";
import type { ApiClient, SandboxResponse } from "../http.ts";
import { problem } from "../problem.ts";
import type { Source } from "./relationship-check.ts";

export function noPrefixesRefusal(
  { namespacePrefixes }: ApiClient,
  correlationId: string,
): SandboxResponse | undefined {
  if (namespacePrefixes.length > 0) return undefined;
  const error =
    "The API client has been given permissions on a resource that uses the 'NamespaceBased' authorization strategy but the client doesn't have any namespace prefixes assigned.";
  return problem("noNamespaces", { correlationId, errors: [error] });
}

export function namespaceRefusal(
  client: ApiClient,
  resource: ResourceModel,
  body: JsonObject,
  source: Source,
  correlationId: string,
): SandboxResponse | undefined {
  if (isWithinNamespaces(client, resource, body)) return undefined;
  const value = `${BASE} The ${source === "existing" ? "existing " : ""}'Namespace' value`;
  if (namespaceOf(resource, body) === undefined)
    return missingNamespace(
      source,
      `${value} has not been assigned but is required for authorization purposes.`,
      correlationId,
    );
  const prefixes = client.namespacePrefixes.map((prefix) => `'${prefix}'`).join(", ");
  const detail = `${value} of the data does not start with any of the caller's associated namespace prefixes (${prefixes}).`;
  return problem("namespaceDenied", { correlationId, detail });
}

const BASE = "Access to the requested data could not be authorized.";

function missingNamespace(source: Source, detail: string, correlationId: string): SandboxResponse {
  if (source === "proposed") return problem("namespaceRequired", { correlationId, detail });
  const error =
    "The existing resource item is inaccessible to clients using the 'NamespaceBased' authorization strategy because the 'Namespace' value has not been assigned.";
  return problem("namespaceMissing", { correlationId, detail, errors: [error] });
}

/** An item without the namespace that it could have is accessible to no client. */
export function isWithinNamespaces(client: ApiClient, resource: ResourceModel, body: JsonObject): boolean {
  const namespace = namespaceOf(resource, body);
  if (namespace === undefined && hasNamespaceBesideKey(resource)) return false;
  return hasPrefix(client, namespace);
}

/** @param namespace anything but a text counts as none */
export function hasPrefix({ namespacePrefixes }: ApiClient, namespace: unknown): boolean {
  return typeof namespace !== "string" || namespacePrefixes.some((prefix) => namespace.startsWith(prefix));
}

/** Its namespace is not in its key. */
export function hasNamespaceBesideKey(resource: ResourceModel): boolean {
  if (resource.isDescriptor || keyNamespace(resource) !== undefined) return false;
  return resource.properties.some(({ name }) => name === "namespace");
}

/** Its own, or the one of the key it refers to. */
function namespaceOf(resource: ResourceModel, body: JsonObject): string | undefined {
  const path = resource.isDescriptor ? "$.namespace" : (keyNamespace(resource) ?? "$.namespace");
  let value: unknown = body;
  for (const step of path.split(".").slice(1)) {
    value = (value as JsonObject | null | undefined)?.[step];
  }
  return typeof value === "string" ? value : undefined;
}

function keyNamespace({ identity }: ResourceModel): string | undefined {
  return identity.find((path) => /[.n]amespace$/.test(path));
}
