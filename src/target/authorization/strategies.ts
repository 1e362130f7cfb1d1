/** By which strategies a target authorizes a client, resource by resource. Pure. */

import { asRecords, asText } from "../../lib/edfi/json.ts";
import { type AllowedOperations, isOperation, type Operation, resourceKey } from "../../lib/edfi/token-info.ts";

/** Names of strategies by resource (a key of `resourceKey`) and operation; a missing operation is not allowed. */
export type Strategies = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

/** What limits a client beyond its claims. The first that applies counts. */
export type Authorization = "relationships" | "namespace" | "none";

/** @param metadata an answer of `/v3/authorizationMetadata`. @returns undefined when it does not have the claim set */
export function parseStrategies(metadata: unknown, claimSet: string): Strategies | undefined {
  const sets = asRecords(metadata);
  const found = sets.find(({ claimSetName }) => asText(claimSetName)?.toLowerCase() === claimSet.toLowerCase());
  if (found === undefined) return undefined;
  const byId = new Map(asRecords(found.authorizations).map(({ id, actions }) => [id, operationsOf(actions)]));
  const strategies = new Map<string, ReadonlyMap<string, readonly string[]>>();
  for (const { name, authorizationId } of asRecords(found.claims)) {
    const operations = byId.get(authorizationId);
    if (typeof name === "string" && operations !== undefined) strategies.set(resourceKey(name), operations);
  }
  return strategies;
}

/** What a client may do by them. */
export function operationsIn(strategies: Strategies): AllowedOperations {
  return new Map(
    [...strategies].map(([key, byOperation]) => {
      const allowed = [...byOperation].filter(([, names]) => names.length > 0).map(([operation]) => operation);
      return [key, new Set(allowed.filter(isOperation))];
    }),
  );
}

/** Undefined when the client may do none of the operations with the resource. */
export function authorizationOf(
  strategies: Strategies,
  resource: string,
  operations: readonly Operation[],
): Authorization | undefined {
  const allowed = strategies.get(resourceKey(resource));
  const names = operations.flatMap((operation) => allowed?.get(operation) ?? []);
  if (names.length === 0) return undefined;
  if (names.some((name) => name.startsWith("Relationships"))) return "relationships";
  return names.includes("NamespaceBased") ? "namespace" : "none";
}

function operationsOf(actions: unknown): ReadonlyMap<string, readonly string[]> {
  return new Map(
    asRecords(actions).map(({ name, authorizationStrategies }) => [
      String(name),
      asRecords(authorizationStrategies).flatMap((strategy) => asText(strategy.name) ?? []),
    ]),
  );
}
