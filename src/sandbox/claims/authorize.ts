/**
 * Whether a client may act on a resource. Claim and action are checked as in DMS; of the strategies
 * NoFurtherAuthorizationRequired and NamespaceBased are enforced, relationship strategies grant
 * without looking at relationships: the sandbox keeps no authorization views.
 */
import type { ApiClient, SandboxRequest, SandboxResponse } from "../http.ts";
import type { ResourceModel } from "../model/types.ts";
import { problem } from "../problem.ts";
import { accessTo, type ResourceAccess } from "./claim-set.ts";
import type { Action } from "./hierarchy.ts";
import type { ClaimSetRegistry } from "./registry.ts";

export interface AuthorizeOptions {
  readonly claimSets: ClaimSetRegistry;
  /** JSON text of the stored item of this id. */
  readonly storedText: (id: string) => string | undefined;
}

export interface Authorizer {
  /** The refusal, or undefined when the client may. */
  authorize(
    client: ApiClient,
    resource: ResourceModel,
    action: Action,
    request: SandboxRequest,
  ): SandboxResponse | undefined;
  /** Namespaces whose items a collection shows to the client; undefined: all items. */
  visibleNamespaces(client: ApiClient, resource: ResourceModel): readonly string[] | undefined;
}

const NAMESPACE = "NamespaceBased";

export function createAuthorizer({ claimSets, storedText }: AuthorizeOptions): Authorizer {
  const cache = new WeakMap<object, Map<ResourceModel, ResourceAccess>>();

  const access = (claimSetName: string, resource: ResourceModel): ResourceAccess | undefined => {
    const claimSet = claimSets.find(claimSetName);
    if (claimSet === undefined) return undefined;
    let byResource = cache.get(claimSet);
    if (byResource === undefined) {
      byResource = new Map();
      cache.set(claimSet, byResource);
    }
    let entry = byResource.get(resource);
    if (entry === undefined) {
      entry = accessTo(claimSet, resource.name, resource.project);
      byResource.set(resource, entry);
    }
    return entry;
  };

  const authorize: Authorizer["authorize"] = (client, resource, action, request) => {
    const { correlationId } = request;
    const found = access(client.claimSetName, resource);
    if (found === undefined) {
      const errors = ["No security metadata has been configured for this resource."];
      return problem("securityConfiguration", { correlationId, errors });
    }
    if (!found.known) return problem("resourceDenied", { correlationId });
    const strategies = found.actions.get(action);
    if (strategies === undefined) {
      const error = `The API client's assigned claim set (currently '${client.claimSetName}') must grant permission of the '${action}' action on one of the following resource claims: ${resource.name}`;
      return problem("actionDenied", { correlationId, errors: [error] });
    }
    return strategies.includes(NAMESPACE) ? checkNamespace(client, resource, request, storedText) : undefined;
  };
  return {
    authorize,
    visibleNamespaces: (client, resource) =>
      access(client.claimSetName, resource)?.actions.get("Read")?.includes(NAMESPACE)
        ? client.namespacePrefixes
        : undefined,
  };
}

/** What a write carries and what is stored must both lie within the client's namespaces. */
function checkNamespace(
  client: ApiClient,
  resource: ResourceModel,
  request: SandboxRequest,
  storedText: (id: string) => string | undefined,
): SandboxResponse | undefined {
  const { correlationId, method, path, body } = request;
  if (client.namespacePrefixes.length === 0) {
    return problem("noNamespaces", {
      correlationId,
      errors: [
        "The API client has been given permissions on a resource that uses the 'NamespaceBased' authorization strategy but the client doesn't have any namespace prefixes assigned.",
      ],
    });
  }
  const texts = [
    method === "POST" || method === "PUT" ? body : undefined,
    method === "POST" ? undefined : storedText(path.slice(path.lastIndexOf("/") + 1).toLowerCase()),
  ];
  for (const text of texts) {
    const namespace = text === undefined ? undefined : namespaceOf(resource, text);
    if (namespace === undefined || client.namespacePrefixes.some((prefix) => namespace.startsWith(prefix))) continue;
    const prefixes = client.namespacePrefixes.map((prefix) => `'${prefix}'`).join(", ");
    const detail = `Access to the requested data could not be authorized. The 'Namespace' value of the data does not start with any of the caller's associated namespace prefixes (${prefixes}).`;
    return problem("namespaceDenied", { correlationId, detail });
  }
  return undefined;
}

/** The namespace of an item: its own, or the one of the key it refers to. */
export function namespaceOf(resource: ResourceModel, text: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const path = resource.isDescriptor ? "$.namespace" : resource.identity.find((each) => /[.n]amespace$/.test(each));
  const steps = (path ?? "$.namespace").split(".").slice(1);
  for (const step of steps) value = (value as Readonly<Record<string, unknown>> | null | undefined)?.[step];
  return typeof value === "string" ? value : undefined;
}
