/**
 * Whether a client may act on a resource, and on which items of it. Claim and action are checked before the
 * store is asked, namespaces and relationships against what is stored and what a write would store.
 */

import type { Model, ResourceModel } from "../../api-model/types.ts";
import type { Action, DataLimits } from "../documents/engine.ts";
import type { JsonObject } from "../documents/json-paths.ts";
import type { ApiClient, SandboxRequest, SandboxResponse } from "../http.ts";
import { notImplemented, problem } from "../problem.ts";
import type { StoredDocument, TrackedChange } from "../store/types.ts";
import { accessTo, type ResourceAccess } from "./claim-set.ts";
import {
  hasNamespaceBesideKey,
  hasPrefix,
  isWithinNamespaces,
  namespaceRefusal,
  noPrefixesRefusal,
} from "./namespace-check.ts";
import type { ClaimSetRegistry } from "./registry.ts";
import type { Relations } from "./relations.ts";
import { RelationshipCheck, valuesOf } from "./relationship-check.ts";
import { type SecurableElement, securableElements } from "./securable-elements.ts";
import { isKnownStrategy, isStrategyForChanges, NAMESPACE, OWNERSHIP, relationshipStrategy } from "./strategies.ts";
import { visibilityCache } from "./visibility-cache.ts";

export interface AuthorizeOptions {
  readonly claimSets: ClaimSetRegistry;
  readonly model: Model;
  readonly relations: Relations;
}

export interface Authorizer extends DataLimits {
  /** By claim set and action alone: the refusal, or undefined when the client may. */
  authorize(
    client: ApiClient,
    resource: ResourceModel,
    action: Action,
    request: SandboxRequest,
  ): SandboxResponse | undefined;
}

export function createAuthorizer({ claimSets, model, relations }: AuthorizeOptions): Authorizer {
  const elementCache = new Map<ResourceModel, readonly SecurableElement[]>();
  const access = accessCache(claimSets);
  const remembered = visibilityCache(relations);

  const elementsOf = (resource: ResourceModel): readonly SecurableElement[] => {
    let elements = elementCache.get(resource);
    if (elements === undefined) {
      elements = securableElements(model, resource);
      elementCache.set(resource, elements);
    }
    return elements;
  };
  /** What a client's strategies require of an item; undefined: nothing. */
  const rulesFor = (client: ApiClient, resource: ResourceModel, action: Action): ItemRules | undefined => {
    const strategies = access(client.claimSetName, resource)?.actions.get(action) ?? [];
    const byNamespace = strategies.includes(NAMESPACE);
    const found = strategies.map(relationshipStrategy).filter((strategy) => strategy !== undefined);
    if (!byNamespace && found.length === 0) return undefined;
    if (found.length === 0) return { strategies, byNamespace, failures: () => [], check: undefined };
    const check = new RelationshipCheck(relations, elementsOf(resource), found, client.educationOrganizationIds);
    return { strategies, byNamespace, failures: (values) => check.failures(values), check };
  };

  return {
    authorize: (client, resource, action, { correlationId }) =>
      claimRefusal(access(client.claimSetName, resource), client, resource, action, correlationId),
    refuse: (client, resource, action, values, correlationId) => {
      const rules = rulesFor(client, resource, action);
      if (rules === undefined) return undefined;
      const source = "stored" in values ? "existing" : "proposed";
      const body = "stored" in values ? bodyOf(values.stored) : values.proposed;
      const foreign = rules.byNamespace ? namespaceRefusal(client, resource, body, source, correlationId) : undefined;
      if (foreign !== undefined) return foreign;
      const failures = rules.failures(valuesOf(body, "missing" in values ? values.missing : undefined));
      return failures.length > 0 ? rules.check?.refusal(failures, source, correlationId) : undefined;
    },
    visible: (client, resource) => {
      const rules = rulesFor(client, resource, "Read");
      if (rules === undefined) return undefined;
      const { namespacePrefixes, educationOrganizationIds } = client;
      const { project, endpoint } = resource;
      const key = JSON.stringify([project, endpoint, rules.strategies, namespacePrefixes, educationOrganizationIds]);
      const maySee = itemCheck(client, resource, rules);
      return remembered(key, (document) => maySee(bodyOf(document)));
    },
    visibleChange: (client, resource) => {
      const rules = rulesFor(client, resource, "ReadChanges");
      return rules && changeCheck(client, resource, rules);
    },
    keepsDeleted: (resource) =>
      hasNamespaceBesideKey(resource) ||
      elementsOf(resource).some(
        ({ steps }) => !resource.identity.includes(`$.${steps.map(({ name }) => name).join(".")}`),
      ),
  };
}

interface ItemRules {
  readonly strategies: readonly string[];
  readonly byNamespace: boolean;
  readonly failures: RelationshipCheck["failures"];
  /** Absent without a relationship-based strategy. */
  readonly check: RelationshipCheck | undefined;
}

function itemCheck(client: ApiClient, resource: ResourceModel, rules: ItemRules): (body: JsonObject) => boolean {
  return (body) =>
    (!rules.byNamespace || isWithinNamespaces(client, resource, body)) && rules.failures(valuesOf(body)).length === 0;
}

type KeyValues = Readonly<Record<string, unknown>>;

/** A change whose item is kept is judged by the item, another by the values of its key. */
function changeCheck(client: ApiClient, resource: ResourceModel, rules: ItemRules): (change: TrackedChange) => boolean {
  const maySee = (values: KeyValues): boolean =>
    (!rules.byNamespace || hasPrefix(client, values.namespace)) &&
    rules.failures(({ field }) => values[field]).length === 0;
  const maySeeItem = itemCheck(client, resource, rules);
  return ({ oldKeyValues, newKeyValues, text }) => {
    if (text !== undefined) return maySeeItem(parsed(text));
    return maySee(oldKeyValues) || (newKeyValues !== undefined && maySee(newKeyValues));
  };
}

type Access = (claimSetName: string, resource: ResourceModel) => ResourceAccess | undefined;

/** What a claim set grants on a resource; undefined: the claim set is unknown. */
function accessCache(claimSets: ClaimSetRegistry): Access {
  const cache = new WeakMap<object, Map<ResourceModel, ResourceAccess>>();
  return (claimSetName, resource) => {
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
}

function claimRefusal(
  found: ResourceAccess | undefined,
  client: ApiClient,
  resource: ResourceModel,
  action: Action,
  correlationId: string,
): SandboxResponse | undefined {
  const misconfigured = (error: string) => problem("securityConfiguration", { correlationId, errors: [error] });
  if (found === undefined) return misconfigured("No security metadata has been configured for this resource.");
  if (!found.known) return problem("resourceDenied", { correlationId });
  const strategies = found.actions.get(action);
  if (strategies === undefined) {
    const error = `The API client's assigned claim set (currently '${client.claimSetName}') must grant permission of the '${action}' action on one of the following resource claims: ${resource.name}`;
    return problem("actionDenied", { correlationId, errors: [error] });
  }
  if (strategies.length === 0) return misconfigured(noStrategies(resource, action));
  const isServed = action === "ReadChanges" ? isStrategyForChanges : isKnownStrategy;
  const unknown = strategies.filter((name) => !isServed(name)).map((name) => `'${name}'`);
  if (unknown.length > 0)
    return misconfigured(
      `Could not find authorization strategy implementations for the following strategy names: ${unknown.join(", ")}.`,
    );
  if (strategies.includes(OWNERSHIP)) return notImplemented(OWNERSHIP_TEXT(resource), correlationId);
  return strategies.includes(NAMESPACE) ? noPrefixesRefusal(client, correlationId) : undefined;
}

function noStrategies({ project, name }: ResourceModel, action: Action): string {
  const claim = `http://ed-fi.org/identity/claims/${project}/${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  return `No authorization strategies were defined for the requested action '${action}' against resource URIs ['${claim}'] matched by the caller's claim '${claim}'.`;
}

const OWNERSHIP_TEXT = ({ project, name }: ResourceModel): string =>
  `Relational query authorization is not implemented for resource '${project === "ed-fi" ? "Ed-Fi" : project}.${name}' when effective GET-many authorization includes strategies outside the current GET-many relationship query execution boundary. Unsupported strategies: ['OwnershipBased']. Supported GET-many relationship strategies are 'RelationshipsWithEdOrgsOnly', 'RelationshipsWithEdOrgsOnlyInverted', 'RelationshipsWithEdOrgsAndPeople', 'RelationshipsWithEdOrgsAndPeopleInverted', 'RelationshipsWithPeopleOnly', 'RelationshipsWithStudentsOnly', 'RelationshipsWithStudentsOnlyThroughResponsibility', and 'NoFurtherAuthorizationRequired' as a no-op.`;

function bodyOf(document: StoredDocument): JsonObject {
  return parsed(document.text);
}

function parsed(text: string): JsonObject {
  return JSON.parse(text) as JsonObject;
}
